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

  /// How many bytes of stanzas one statement reads, more or less: several at once must fit into
  /// memory, and one into what may wait for a client.
  static final int PAGE_BYTES = 2 * 1024 * 1024;

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

  /// The first number that it may find.
  long first() {
    return from;
  }

  /// The last number that it may find.
  long last() {
    return to;
  }

  /// The same, to be restricted further.
  PgArchiveSelect copy() {
    PgArchiveSelect copy = new PgArchiveSelect(archive).from(from).to(to);
    copy.conditions.append(conditions);
    copy.filters.addAll(filters);
    return copy;
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

  /// Blocks. The rows in order, or against it; fewer than there are, but not none, when they are
  /// large. Their columns, by position: number, tag, time, peer, its resource, whether it is
  /// outgoing, stanza, whether it is a tombstone, bytes so far.
  List<Row> rows(Db db, boolean backwards, int max) {
    String order = backwards ? " ORDER BY seq DESC" : " ORDER BY seq";
    List<@Nullable Object> parameters = parameters();
    parameters.add((long) max);
    return db.query(
        "SELECT * FROM (SELECT seq, tag, at, peer, peer_resource, outgoing, stanza,"
            + " retracted IS NOT NULL AS retracted, sum(octet_length(stanza)) OVER ("
            + order
            + " ROWS UNBOUNDED PRECEDING) AS bytes"
            + range()
            + order
            + " LIMIT $"
            + parameters.size()
            + ") AS page WHERE bytes - octet_length(stanza) < "
            + PAGE_BYTES
            + order,
        parameters.toArray());
  }

  /// Whether [#rows] has ended before its maximum, because they are large.
  static boolean isCut(List<Row> rows) {
    return !rows.isEmpty() && rows.getLast().bigint(8) >= PAGE_BYTES;
  }

  /// Blocks. How many rows there are.
  long count(Db db) {
    return db.queryOne("SELECT count(*)" + range(), parameters().toArray()).orElseThrow().bigint(0);
  }

  private String range() {
    return " FROM archive_message WHERE archive = $1 AND seq BETWEEN $2 AND $3 AND stanza <> ''"
        + conditions;
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
