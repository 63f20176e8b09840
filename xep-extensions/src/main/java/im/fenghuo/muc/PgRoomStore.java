package im.fenghuo.muc;

import im.fenghuo.api.Db;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Row;
import im.fenghuo.api.page.PageRequest;
import im.fenghuo.api.xml.Element;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rooms in the database. Everything blocks.
public final class PgRoomStore implements RoomStore {

  /// The tables.
  public static final List<String> SCHEMA =
      List.of("schema/0001-muc.sql", "schema/0002-search.sql", "schema/0003-departures.sql");

  private static final int SECRET_BYTES = 32;

  private final Db db;
  private final RoomOptions options;
  private final RoomMembers members;
  private final SecureRandom random = new SecureRandom();

  PgRoomStore(Db db, RoomOptions options, RoomMembers members) {
    this.db = db;
    this.options = options;
    this.members = members;
  }

  @Override
  public Optional<StoredRoom> load(Jid jid) {
    return RoomRows.load(db, jid, options);
  }

  @Override
  public Optional<StoredRoom> create(Jid jid, Jid creator, RoomConfiguration configuration) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    boolean created =
        db.<Boolean, RuntimeException>transaction(transaction -> {
          Optional<Row> made =
              transaction.queryOne(
                  """
                  WITH made AS (
                    INSERT INTO muc_room (service, localpart, creator, locked, persistent, listed, name,
                      configuration, secret, version)
                    VALUES ($1, $2, $3, true, $4, false, $5, $6, $7, 1)
                    ON CONFLICT (service, localpart) DO NOTHING RETURNING id)
                  INSERT INTO muc_affiliation (room, jid, affiliation, version)
                  SELECT id, $3, 'owner', 1 FROM made RETURNING room
                  """,
                  jid.domainpart(),
                  jid.localpart(),
                  creator.toString(),
                  configuration.is(RoomOptions.PERSISTENT),
                  RoomSearch.folded(configuration.get(RoomOptions.ROOM_NAME)),
                  configuration.toBytes(),
                  secret);
          made.ifPresent(row ->
              members.affiliated(
                  transaction,
                  row.bigint(0),
                  List.of(new Affiliated(creator, Affiliation.OWNER, null, null, 1))));
          return made.isPresent();
        });
    return created ? load(jid) : Optional.empty();
  }

  @Override
  public void configure(long room, RoomConfiguration configuration) {
    db.transaction(transaction -> {
      transaction.update(
          """
          UPDATE muc_room SET locked = false, persistent = $2, listed = $3, name = $4,
            configuration = $5, description = $6
          WHERE id = $1
          """,
          room,
          configuration.is(RoomOptions.PERSISTENT),
          configuration.is(RoomOptions.PUBLIC),
          RoomSearch.folded(configuration.get(RoomOptions.ROOM_NAME)),
          configuration.toBytes(),
          RoomSearch.folded(configuration.get(RoomOptions.ROOM_DESCRIPTION)));
      members.configured(transaction, room, configuration);
      return null;
    });
  }

  @Override
  public void discuss(long room, RoomSubject subject) {
    db.update(
        "UPDATE muc_room SET subject = $2, subject_at = $3 WHERE id = $1",
        room,
        subject.message().toBytes(""),
        subject.since());
  }

  @Override
  public void affiliate(long room, List<Affiliated> changes, long forget) {
    if (changes.isEmpty()) {
      return;
    }
    db.transaction(transaction -> {
      RoomRows.affiliate(transaction, room, changes);
      RoomRows.arrived(transaction, room, changes);
      members.affiliated(transaction, room, changes);
      transaction.update(
          """
          UPDATE muc_room SET version = $2, forgotten = greatest(forgotten, $3) WHERE id = $1
          """,
          room,
          changes.getLast().version(),
          forget);
      transaction.update(
          """
          DELETE FROM muc_affiliation
          WHERE room = $1 AND affiliation = 'none' AND version <= $2
          """,
          room,
          forget);
      return null;
    });
  }

  @Override
  public void keep(long room, String name, @Nullable Element value) {
    if (value == null) {
      db.update("DELETE FROM muc_state WHERE room = $1 AND name = $2", room, name);
      return;
    }
    db.update(
        """
        INSERT INTO muc_state (room, name, value) VALUES ($1, $2, $3)
        ON CONFLICT (room, name) DO UPDATE SET value = excluded.value
        """,
        room,
        name,
        value.toBytes(""));
  }

  @Override
  public void remove(long room) {
    db.transaction(transaction -> {
      members.ended(transaction, room);
      transaction.update(
          """
          WITH removed AS (DELETE FROM muc_room WHERE id = $1 RETURNING id)
          INSERT INTO removed_archive (archive) SELECT id FROM removed
          """,
          room);
      return null;
    });
  }

  @Override
  public void populate(long room, int occupants) {
    db.update("UPDATE muc_room SET occupants = $2 WHERE id = $1", room, occupants);
  }

  @Override
  public List<ListedRoom> list(RoomSearch search, PageRequest page) {
    return ListedRows.page(db, search, page, options);
  }

  @Override
  public @Nullable Long count(RoomSearch search) {
    return ListedRows.count(db, search);
  }

  @Override
  public long createdBy(String service, Jid creator) {
    return db.queryOne(
            "SELECT count(*) FROM muc_room WHERE creator = $1 AND service = $2",
            creator.toString(),
            service)
        .orElseThrow()
        .bigint(0);
  }

  @Override
  public List<Jid> departed(long room) {
    return db.query("SELECT jid FROM muc_departure WHERE room = $1", room).stream()
        .map(row -> Jid.parse(row.text(0)))
        .toList();
  }

  @Override
  public List<Jid> departures(int limit) {
    db.update(
        """
        DELETE FROM muc_departure
        WHERE NOT EXISTS (SELECT FROM muc_room WHERE id = muc_departure.room)
        """);
    return db
        .query(
            """
            SELECT DISTINCT localpart, service FROM muc_departure JOIN muc_room ON id = room LIMIT $1
            """,
            limit)
        .stream()
        .map(row -> Jid.of(row.text(0), row.text(1), ""))
        .toList();
  }

  @Override
  public List<UnsettledRoom> unsettled(long after, int limit) {
    return db
        .query(
            """
            SELECT id, localpart, service FROM muc_room
            WHERE (NOT persistent OR occupants > 0) AND id > $1
            ORDER BY id LIMIT $2
            """,
            after,
            limit)
        .stream()
        .map(row -> new UnsettledRoom(row.bigint(0), Jid.of(row.text(1), row.text(2), "")))
        .toList();
  }
}
