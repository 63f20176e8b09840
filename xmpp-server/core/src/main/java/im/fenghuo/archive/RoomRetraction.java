package im.fenghuo.archive;

import im.fenghuo.api.Db;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.Row;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.XmlException;
import im.fenghuo.registry.Retractions;
import im.fenghuo.registry.Retractions.Retraction;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is taken back in the archive of a room, where messages go by the id that the archive itself
/// has given them (XEP-0424 §5.1): whoever has said something may take it back, whatever they are
/// called now, and the room may take back everything (XEP-0425). What belongs to it, such as
/// corrections, is looked for as in other archives.
final class RoomRetraction {

  private static final Logger LOG = LoggerFactory.getLogger(RoomRetraction.class);

  private static final String FIND =
      """
      SELECT tag, peer, stanza, retracted IS NOT NULL FROM archive_message
        WHERE archive = $1 AND seq = $2 AND stanza <> ''
      """;

  private final Db db;
  private final Retractions rules;

  /// @param db the transaction that all of this is part of
  RoomRetraction(Db db, Retractions rules) {
    this.db = db;
    this.rules = rules;
  }

  /// Blocks. Makes a tombstone of the message.
  ///
  /// @param number of the retraction's row
  /// @return the search for what belongs to it; null where there is nothing to look for
  @Nullable Search begin(long archive, long number, Content content, Retraction retraction) {
    ArchiveId id = ArchiveId.parse(retraction.id());
    Row row = id == null || id.number() >= number ? null : row(archive, id);
    if (id == null || row == null || !mayRetract(row, content, retraction)) {
      return null;
    }
    Message original = message(archive, id, row);
    if (original == null) {
      return null;
    }
    Search search = search(archive, number, content, retraction, row, original);
    if (!row.bool(3)) {
      new Tombstones(db).replace(search, id.number(), row.bytes(2), original);
    }
    return original.id() == null ? null : search;
  }

  /// Blocks. The search as it goes on later; null where the message has gone.
  @Nullable Search resume(long archive, long below, Content content, Retraction retraction) {
    ArchiveId id = ArchiveId.parse(retraction.id());
    Row row = id == null ? null : row(archive, id);
    Message original = id == null || row == null ? null : message(archive, id, row);
    return row == null || original == null || original.id() == null
        ? null
        : search(archive, below, content, retraction, row, original);
  }

  private @Nullable Row row(long archive, ArchiveId id) {
    Optional<Row> row = db.queryOne(FIND, archive, id.number());
    return row.isPresent() && row.get().integer(0) == id.tag() ? row.get() : null;
  }

  /// The room itself says what moderators take back.
  private static boolean mayRetract(Row row, Content content, Retraction retraction) {
    String by = content.peer().bare().toString();
    boolean isRoom = retraction.message().sender().toString().equals(by);
    return isRoom || row.text(1).equals(by);
  }

  /// The author's messages are gone through by the id that their client has given.
  private Search search(
      long archive, long below, Content content, Retraction retraction, Row row, Message original) {
    Content byAuthor =
        new Content(
            content.at(),
            Jid.parse(row.text(1)),
            content.outgoing(),
            content.stanza(),
            content.readable(),
            content.references(),
            content.retraction());
    String id = Objects.requireNonNullElse(original.id(), "");
    Retraction named = new Retraction(retraction.message(), id, retraction.rule());
    return new Search(archive, byAuthor, named, rules, below);
  }

  private static @Nullable Message message(long archive, ArchiveId id, Row row) {
    try {
      return Message.of(row.element(2));
    } catch (StanzaException | XmlException e) {
      LOG.error("Row {} of archive {} is unreadable: {}", id.number(), archive, e.getMessage());
      return null;
    }
  }
}
