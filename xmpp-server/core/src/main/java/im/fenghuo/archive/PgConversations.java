package im.fenghuo.archive;

import im.fenghuo.api.Account;
import im.fenghuo.api.Conversations;
import im.fenghuo.api.Db;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Memberships;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Scope;
import im.fenghuo.api.xml.XmlOutput;
import im.fenghuo.api.xml.XmlParser;
import java.util.Collection;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Conversations in PostgreSQL: reads of the archive, and the table of cursors.
public final class PgConversations implements Conversations {

  private static final String DISPLAYED =
      """
      INSERT INTO read_cursor AS known (account, peer, displayed)
      SELECT archive, peer, seq FROM archive_message
      WHERE archive = $1 AND peer = $2 AND seq = $3 AND tag = $4
      ON CONFLICT (account, peer) DO UPDATE SET displayed = excluded.displayed
        WHERE known.displayed < excluded.displayed
      """;

  private static final String DISPLAYED_IN_ROOM =
      """
      UPDATE archive_member SET displayed = $3
      WHERE account = $1 AND jid = $2 AND displayed < $3 AND EXISTS (
        SELECT 1 FROM archive_message
        WHERE archive = archive_member.archive AND seq = $3 AND tag = $4)
      """;

  private static final String MARKED_IN_ROOM = DISPLAYED_IN_ROOM.replace("displayed", "marked");

  private static final String MARKED =
      """
      INSERT INTO read_cursor AS known (account, peer, marked) VALUES ($1, $2, $3)
      ON CONFLICT (account, peer) DO UPDATE SET marked = excluded.marked
        WHERE known.marked < excluded.marked
      """;

  /// Messages of others that mention an id, among the last of a conversation, newest first. What is
  /// mentioned may be in the middle: whoever asks looks again.
  private static final String MENTION =
      """
      SELECT seq, stanza FROM (
        SELECT seq, outgoing, stanza FROM archive_message
        WHERE archive = $1 AND peer = $2 ORDER BY seq DESC LIMIT 1000) AS newest
      WHERE NOT outgoing AND position($3 IN stanza) > 0 ORDER BY seq DESC LIMIT 20
      """;

  private final Db db;
  private final PgInbox inbox;
  private final PgMemberships memberships;

  /// @param db where archives and cursors are
  public PgConversations(Db db) {
    this.db = db;
    this.inbox = new PgInbox(db);
    this.memberships = new PgMemberships(db);
  }

  @Override
  public Page find(Account account, Query query) throws StanzaException {
    Durability.await(account);
    return inbox.find(account, query);
  }

  @Override
  public Memberships memberships() {
    return memberships;
  }

  @Override
  public void displayed(Db transaction, Account account, Jid with, Jid by, String id) {
    ArchiveId known = ArchiveId.parse(id);
    if (known == null) {
      return;
    }
    if (by.equals(with) && !by.equals(account.jid())) {
      transaction.update(
          DISPLAYED_IN_ROOM, account.id(), with.toString(), known.number(), known.tag());
    } else if (by.equals(account.jid())) {
      Durability.await(account);
      transaction.update(
          DISPLAYED, account.id(), with.bare().toString(), known.number(), known.tag());
    }
  }

  @Override
  public void forget(Db transaction, Account account, Collection<Jid> with) {
    String[] peers = with.stream().map(each -> each.bare().toString()).toArray(String[]::new);
    transaction.update(
        "UPDATE read_cursor SET displayed = 0 WHERE account = $1 AND peer = ANY ($2::text[])",
        account.id(),
        peers);
    transaction.update(
        "UPDATE archive_member SET displayed = 0 WHERE account = $1 AND jid = ANY ($2::text[])",
        account.id(),
        peers);
  }

  @Override
  public void forgetAll(Db transaction, Account account) {
    transaction.update("UPDATE read_cursor SET displayed = 0 WHERE account = $1", account.id());
    transaction.update("UPDATE archive_member SET displayed = 0 WHERE account = $1", account.id());
  }

  @Override
  public void marked(Account account, Jid with, String messageId) {
    Durability.await(account);
    String peer = with.bare().toString();
    OptionalLong number = find(account.id(), peer, messageId);
    if (number.isPresent()) {
      db.update(MARKED, account.id(), peer, number.getAsLong());
    }
  }

  @Override
  public void markedInRoom(Account account, Jid room, String id) {
    ArchiveId known = ArchiveId.parse(id);
    if (known != null) {
      db.update(MARKED_IN_ROOM, account.id(), room.bare().toString(), known.number(), known.tag());
    }
  }

  private OptionalLong find(long archive, String peer, String messageId) {
    byte[] attribute = new XmlOutput().attribute("id", messageId).toByteArray();
    XmlParser parser = XmlParser.create();
    return db.query(MENTION, archive, peer, attribute).stream()
        .filter(row -> messageId.equals(id(parser, row.bytes(1))))
        .mapToLong(row -> row.bigint(0))
        .findFirst();
  }

  private static @Nullable String id(XmlParser parser, byte[] stanza) {
    return parser.parse(stanza, 0, stanza.length, Scope.NONE).attribute("id");
  }
}
