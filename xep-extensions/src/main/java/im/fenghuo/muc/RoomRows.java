package im.fenghuo.muc;

import im.fenghuo.api.Db;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Row;
import im.fenghuo.api.xml.Element;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rows of one room. Everything blocks.
final class RoomRows {

  /// Everything of a room in one round trip, each row with what is one room's, one affiliation's or
  /// one extension's.
  private static final String LOAD =
      """
      WITH room AS MATERIALIZED
        (SELECT * FROM muc_room WHERE service = $1 AND localpart = $2)
      SELECT 0 AS kind, id, creator AS text, NULL AS affiliation, NULL AS nickname, NULL AS reason,
        version, forgotten, locked, created AS at, configuration AS value, secret, occupants
      FROM room
      UNION ALL
      SELECT 1, 0, NULL, NULL, NULL, NULL, 0, 0, false, subject_at, subject, NULL, 0
      FROM room WHERE subject IS NOT NULL
      UNION ALL
      SELECT 2, 0, a.jid, a.affiliation, a.nickname, a.reason, a.version, 0, false, NULL, NULL,
        NULL, 0
      FROM room JOIN muc_affiliation a ON a.room = room.id
      WHERE NOT EXISTS (SELECT FROM muc_departure d WHERE d.room = room.id AND d.jid = a.jid)
      UNION ALL
      SELECT 3, 0, s.name, NULL, NULL, NULL, 0, 0, false, NULL, s.value, NULL, 0
      FROM room JOIN muc_state s ON s.room = room.id
      """;

  private RoomRows() {}

  static Optional<StoredRoom> load(Db db, Jid jid, RoomOptions options) {
    Row room = null;
    RoomSubject subject = null;
    List<Affiliated> affiliations = new ArrayList<>();
    Map<String, Element> state = new HashMap<>();
    for (Row row : db.query(LOAD, jid.domainpart(), jid.localpart())) {
      switch (row.integer("kind")) {
        case 0 -> room = row;
        case 1 -> subject = new RoomSubject(element(row), row.instant("at"));
        case 2 -> affiliations.add(affiliated(row));
        default -> state.put(row.text("text"), element(row));
      }
    }
    return room == null
        ? Optional.empty()
        : Optional.of(stored(jid, room, options, subject, affiliations, state));
  }

  private static StoredRoom stored(
      Jid jid,
      Row room,
      RoomOptions options,
      @Nullable RoomSubject subject,
      List<Affiliated> affiliations,
      Map<String, Element> state) {
    Instant created = room.instant("at");
    return new StoredRoom(
        room.bigint("id"),
        jid,
        Jid.parse(room.text("text")),
        created,
        room.bool("locked"),
        RoomConfiguration.of(room.bytes("value"), options),
        room.bytes("secret"),
        subject,
        List.copyOf(affiliations),
        room.bigint("version"),
        room.bigint("forgotten"),
        room.integer("occupants"),
        Map.copyOf(state));
  }

  private static Element element(Row row) {
    return row.element(VALUE);
  }

  /// The column in which [#LOAD] has values.
  private static final int VALUE = 10;

  private static Affiliated affiliated(Row row) {
    String affiliation = row.text("affiliation");
    return new Affiliated(
        Jid.parse(row.text("text")),
        Objects.requireNonNull(Affiliation.of(affiliation), affiliation),
        row.textOrNull("nickname"),
        row.textOrNull("reason"),
        row.bigint("version"));
  }

  /// Somebody is something anew, or nothing any more: what their name has been is settled.
  static void arrived(Db db, long room, List<Affiliated> changes) {
    db.update(
        "DELETE FROM muc_departure WHERE room = $1 AND jid = ANY ($2::text[])",
        room,
        changes.stream().map(each -> each.jid().toString()).toList());
  }

  static void affiliate(Db db, long room, List<Affiliated> changes) {
    db.update(
        """
        INSERT INTO muc_affiliation (room, jid, affiliation, nickname, reason, version)
        SELECT $1, jid, affiliation, nullif(nickname, ''), nullif(reason, ''), version
        FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[])
          AS change (jid, affiliation, nickname, reason, version)
        ON CONFLICT (room, jid) DO UPDATE SET affiliation = excluded.affiliation,
          nickname = excluded.nickname, reason = excluded.reason, version = excluded.version
        """,
        room,
        changes.stream().map(each -> each.jid().toString()).toList(),
        changes.stream().map(each -> each.affiliation().value()).toList(),
        changes.stream().map(each -> Objects.requireNonNullElse(each.nickname(), "")).toList(),
        changes.stream().map(each -> Objects.requireNonNullElse(each.reason(), "")).toList(),
        changes.stream().map(Affiliated::version).toList());
  }
}
