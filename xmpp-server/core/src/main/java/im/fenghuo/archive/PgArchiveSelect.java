package im.fenghuo.archive;

import im.fenghuo.api.Db;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A statement over a range of an archive, perhaps filtered. Its shape depends only on which
/// filters there are, so that it is prepared once.
final class PgArchiveSelect {

  private final long archive;
  private final StringBuilder conditions = new StringBuilder();
  private final List<@Nullable Object> filters = new ArrayList<>();
  private long from = 1;
  private long to = Long.MAX_VALUE;

  PgArchiveSelect(long archive) {
    this.archive = archive;
  }

  long archive() {
    return archive;
  }

  /// Whether anything but a page's cursor says what is wanted.
  boolean isFiltered() {
    return from > 1 || to < Long.MAX_VALUE || !filters.isEmpty();
  }

  /// Only from this number on.
  PgArchiveSelect from(long number) {
    from = Math.max(from, number);
    return this;
  }

  /// Only up to this number.
  PgArchiveSelect to(long number) {
    to = Math.min(to, number);
    return this;
  }

  void with(Jid peer) {
    filter("peer =", peer.bare().toString());
    if (peer.isFull()) {
      filter("peer_resource =", peer.resourcepart());
    }
  }

  void notBefore(Instant time, long number) {
    from(number);
    filter("at >=", time);
  }

  void notAfter(Instant time, long number) {
    to(number);
    filter("at <=", time);
  }

  void only(List<Long> numbers) {
    filters.add(numbers);
    conditions.append(" AND seq = ANY ($").append(3 + filters.size()).append("::bigint[])");
  }

  private void filter(String comparison, Object value) {
    filters.add(value);
    conditions.append(" AND ").append(comparison).append(" $").append(3 + filters.size());
  }

  /// Blocks. The rows in order, or against it; their columns, by position: number, tag, time, peer,
  /// its resource, whether it is outgoing, stanza.
  List<Row> rows(Db db, boolean backwards, int max) {
    List<@Nullable Object> parameters = parameters();
    parameters.add((long) max);
    return db.query(
        "SELECT seq, tag, at, peer, peer_resource, outgoing, stanza"
            + range()
            + (backwards ? " ORDER BY seq DESC" : " ORDER BY seq")
            + " LIMIT $"
            + parameters.size(),
        parameters.toArray());
  }

  /// Blocks. How many rows there are.
  long count(Db db) {
    return db.queryOne("SELECT count(*)" + range(), parameters().toArray()).orElseThrow().bigint(0);
  }

  private String range() {
    return " FROM archive_message WHERE archive = $1 AND seq BETWEEN $2 AND $3" + conditions;
  }

  private List<@Nullable Object> parameters() {
    List<@Nullable Object> parameters = new ArrayList<>(filters.size() + 4);
    parameters.add(archive);
    parameters.add(from);
    parameters.add(to);
    parameters.addAll(filters);
    return parameters;
  }
}
