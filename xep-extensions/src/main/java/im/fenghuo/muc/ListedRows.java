package im.fenghuo.muc;

import im.fenghuo.api.Archive.Cursor;
import im.fenghuo.api.Db;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Row;
import im.fenghuo.api.page.PageRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of rooms that everybody may find. Everything blocks.
final class ListedRows {

  /// More are not counted: whoever sees so many does not need to know.
  private static final int COUNTED = 10_000;

  private static final String FOUND =
      """
      FROM muc_room WHERE listed AND service = $1 AND occupants >= $2
        AND NOT EXISTS (SELECT FROM unnest($3::text[]) AS word WHERE NOT (
          ($4 AND strpos(name, word) > 0) OR ($5 AND strpos(description, word) > 0)
          OR ($6 AND strpos(
            CASE WHEN strpos(word, '@') > 0 THEN localpart || '@' || service ELSE localpart END,
            word) > 0)))
      """;

  private ListedRows() {}

  static List<ListedRoom> page(Db db, RoomSearch search, PageRequest page, RoomOptions options) {
    boolean isBackward =
        page.cursor() instanceof Cursor.Before || page.cursor() instanceof Cursor.Last;
    List<@Nullable Object> parameters = parameters(search);
    String sql = "SELECT localpart, configuration, occupants " + FOUND;
    String id =
        switch (page.cursor()) {
          case Cursor.After(String after) -> after;
          case Cursor.Before(String before) -> before;
          case Cursor.First(), Cursor.Last() -> "";
        };
    if (!id.isEmpty()) {
      sql += beyond(search.order(), id, isBackward ? "<" : ">", parameters);
    }
    String descending = isBackward ? " DESC" : "";
    sql +=
        switch (search.order()) {
          case ADDRESS -> " ORDER BY localpart" + descending;
          case OCCUPANTS -> " ORDER BY -occupants" + descending + ", localpart" + descending;
        };
    parameters.add(page.max());
    sql += " LIMIT $" + parameters.size();
    List<ListedRoom> rooms =
        db.query(sql, parameters.toArray()).stream()
            .map(row -> room(search.service(), row, options))
            .toList();
    return isBackward ? rooms.reversed() : rooms;
  }

  private static List<@Nullable Object> parameters(RoomSearch search) {
    List<@Nullable Object> parameters = new ArrayList<>();
    parameters.add(search.service());
    parameters.add(search.occupants());
    parameters.add(search.words().toArray(String[]::new));
    parameters.add(search.places().contains(RoomSearch.Place.NAME));
    parameters.add(search.places().contains(RoomSearch.Place.DESCRIPTION));
    parameters.add(search.places().contains(RoomSearch.Place.ADDRESS));
    return parameters;
  }

  private static String beyond(
      RoomSearch.Order order, String id, String comparison, List<@Nullable Object> parameters) {
    int next = parameters.size() + 1;
    return switch (order) {
      case ADDRESS -> {
        parameters.add(id);
        yield " AND localpart " + comparison + " $" + next;
      }
      case OCCUPANTS -> {
        int slash = id.indexOf('/');
        parameters.add(-Integer.parseInt(id.substring(0, slash)));
        parameters.add(id.substring(slash + 1));
        yield " AND (-occupants, localpart) "
            + comparison
            + " ($"
            + next
            + ", $"
            + (next + 1)
            + ")";
      }
    };
  }

  private static ListedRoom room(String service, Row row, RoomOptions options) {
    return new ListedRoom(
        Jid.of(row.text("localpart"), service, ""),
        RoomConfiguration.of(row.bytes("configuration"), options),
        row.integer("occupants"));
  }

  static @Nullable Long count(Db db, RoomSearch search) {
    List<@Nullable Object> parameters = parameters(search);
    parameters.add(COUNTED + 1);
    long count =
        db.queryOne(
                "SELECT count(*) FROM (SELECT " + FOUND + " LIMIT $7) AS listed",
                parameters.toArray())
            .orElseThrow()
            .bigint(0);
    return count > COUNTED ? null : (Long) count;
  }
}
