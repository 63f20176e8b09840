package im.fenghuo.roster;

import im.fenghuo.api.Db;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Roster;
import im.fenghuo.api.Roster.Subscription;
import im.fenghuo.api.Row;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.XmlParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Rosters in the table `roster_item`.
public final class PgRosterStore implements RosterStore {

  private static final String CLIENT = "jabber:client";

  private final Db db;

  public PgRosterStore(Db db) {
    this.db = db;
  }

  /// Blocks. The whole roster.
  public static RosterItems load(Db db, long account, long version) {
    Map<Jid, Roster.Item> items = new HashMap<>();
    Map<Jid, Element> requests = new HashMap<>();
    for (Row row :
        db.query(
            """
            SELECT jid, name, subscription, ask, approved, groups, pending_in, removed
            FROM roster_item WHERE account = $1 AND (NOT removed OR pending_in IS NOT NULL)\
            """,
            account)) {
      Jid jid = Jid.parse(row.text("jid"));
      if (!row.bool("removed")) {
        items.put(jid, item(jid, row));
      }
      byte[] request = row.bytesOrNull("pending_in");
      if (request != null) {
        requests.put(jid, XmlParser.create().parse(request, 0, request.length, CLIENT));
      }
    }
    return new RosterItems(items, requests, version);
  }

  @Override
  public long put(long account, Roster.Item item) {
    return db.transaction(inside -> {
      long version = nextVersion(inside, account);
      inside.update(
          """
          INSERT INTO roster_item
          (account, jid, name, subscription, ask, approved, groups, version, removed)
          VALUES ($1, $2, $3, $4, $5, $6, $7, $8, false)
          ON CONFLICT (account, jid) DO UPDATE SET name = $3, subscription = $4, ask = $5,
          approved = $6, groups = $7, version = $8, removed = false,
          pending_in = CASE WHEN $4 < 2 THEN roster_item.pending_in END\
          """,
          account,
          item.jid().toString(),
          item.name().isEmpty() ? null : item.name(),
          number(item.subscription()),
          item.ask(),
          item.approved(),
          item.groups(),
          version);
      return version;
    });
  }

  @Override
  public long remove(long account, Jid contact) {
    return db.transaction(inside -> {
      long version = nextVersion(inside, account);
      inside.update(
          """
          UPDATE roster_item SET name = NULL, subscription = 0, ask = false, approved = false,
          groups = '{}', pending_in = NULL, version = $3, removed = true
          WHERE account = $1 AND jid = $2 AND NOT removed\
          """,
          account,
          contact.toString(),
          version);
      forgetRemoved(inside, account, version);
      return version;
    });
  }

  @Override
  public void putRequest(long account, Jid contact, @Nullable Element request) {
    if (request != null) {
      db.update(
          """
          INSERT INTO roster_item (account, jid, pending_in, removed) VALUES ($1, $2, $3, true)
          ON CONFLICT (account, jid) DO UPDATE SET pending_in = $3\
          """,
          account,
          contact.toString(),
          request.toBytes(CLIENT));
      return;
    }
    db.transaction(inside -> {
      inside.update(
          "DELETE FROM roster_item WHERE account = $1 AND jid = $2 AND removed AND version = 0",
          account,
          contact.toString());
      return inside.update(
          "UPDATE roster_item SET pending_in = NULL WHERE account = $1 AND jid = $2",
          account,
          contact.toString());
    });
  }

  @Override
  public @Nullable List<Change> changesAfter(long account, long version) {
    Row state =
        db.queryOne("SELECT roster_version, roster_floor FROM account WHERE id = $1", account)
            .orElse(null);
    if (state == null
        || version > state.bigint("roster_version")
        || version < state.bigint("roster_floor")) {
      return null;
    }
    List<Change> changes = new ArrayList<>();
    for (Row row :
        db.query(
            """
            SELECT jid, name, subscription, ask, approved, groups, version, removed
            FROM roster_item WHERE account = $1 AND version > $2 ORDER BY version\
            """,
            account,
            version)) {
      Jid jid = Jid.parse(row.text("jid"));
      Roster.Item item = row.bool("removed") ? null : item(jid, row);
      changes.add(new Change(row.bigint("version"), jid, item));
    }
    return changes;
  }

  /// Locks the roster until the transaction ends, so that versions are in the order of changes.
  private static long nextVersion(Db inside, long account) {
    return inside
        .queryOne(
            "UPDATE account SET roster_version = roster_version + 1 WHERE id = $1"
                + " RETURNING roster_version",
            account)
        .orElseThrow(() -> new IllegalStateException("no account " + account))
        .bigint(0);
  }

  /// Not one by one, but all at once when there are too many: a client with an older version gets
  /// the whole roster.
  private static void forgetRemoved(Db inside, long account, long version) {
    long kept =
        inside
            .queryOne(
                "SELECT count(*) FROM roster_item WHERE account = $1 AND removed AND version > 0",
                account)
            .orElseThrow()
            .bigint(0);
    if (kept <= REMEMBERED_REMOVALS) {
      return;
    }
    inside.update(
        "DELETE FROM roster_item WHERE account = $1 AND removed AND pending_in IS NULL", account);
    inside.update("UPDATE roster_item SET version = 0 WHERE account = $1 AND removed", account);
    inside.update("UPDATE account SET roster_floor = $2 WHERE id = $1", account, version);
  }

  private static Roster.Item item(Jid jid, Row row) {
    String name = row.textOrNull("name");
    return new Roster.Item(
        jid,
        name == null ? "" : name,
        subscription(row.integer("subscription")),
        row.bool("ask"),
        row.bool("approved"),
        row.texts("groups"));
  }

  private static int number(Subscription subscription) {
    return (subscription.to() ? 1 : 0) + (subscription.from() ? 2 : 0);
  }

  private static Subscription subscription(int number) {
    return Subscription.of((number & 1) != 0, (number & 2) != 0);
  }
}
