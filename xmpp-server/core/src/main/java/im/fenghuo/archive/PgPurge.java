package im.fenghuo.archive;

import im.fenghuo.api.Db;
import im.fenghuo.api.Jid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes messages out of an archive for good, a slice at a time. The last numbers stay, without
/// anything else: a lane that has not heard of all of them meets one. Everything blocks.
final class PgPurge {

  private static final long SLICE = 1000;

  private final Db db;
  private final long archive;
  private final long last;
  private final StringBuilder conditions = new StringBuilder();
  private final List<Object> filters = new ArrayList<>();

  /// @param last the archive's last number
  PgPurge(Db db, long archive, long last) {
    this.db = db;
    this.archive = archive;
    this.last = last;
  }

  /// Only one conversation.
  PgPurge with(@Nullable Jid peer) {
    return peer == null ? this : filter("peer =", peer.bare().toString());
  }

  /// Only what came before a time.
  PgPurge before(@Nullable Instant time) {
    return time == null ? this : filter("at <", time);
  }

  private PgPurge filter(String comparison, Object value) {
    filters.add(value);
    conditions.append(" AND ").append(comparison).append(" $").append(3 + filters.size());
    return this;
  }

  void run() {
    for (long from = 1; from <= last; ) {
      long to = bound(from);
      long first = from;
      db.transaction(transaction -> slice(transaction, first, to));
      from = to;
    }
    SearchWords.forgetAll(db, archive);
  }

  /// The first number after a slice.
  private long bound(long from) {
    List<Object> parameters = parameters(from, last + 1);
    parameters.add(SLICE);
    return db.queryOne(
            "SELECT seq FROM archive_message WHERE "
                + condition()
                + " ORDER BY seq OFFSET $"
                + parameters.size()
                + " LIMIT 1",
            parameters.toArray())
        .map(row -> row.bigint(0))
        .orElse(last + 1);
  }

  private int slice(Db transaction, long from, long to) {
    ReleasedReferences.note(
        transaction, "archive_message", condition(), parameters(from, to).toArray());
    long kept = Math.clamp(last - ArchiveLane.MAX_UNDER_WAY, from, to);
    return transaction.update(
            "DELETE FROM archive_message WHERE " + condition(), parameters(from, kept).toArray())
        + transaction.update(
            "UPDATE archive_message SET stanza = '', peer = '', peer_resource = '',"
                + " outgoing = false, readable = false, refs = NULL, retracted = NULL WHERE "
                + condition(),
            parameters(kept, to).toArray());
  }

  private String condition() {
    return "archive = $1 AND seq >= $2 AND seq < $3 AND stanza IS NOT NULL" + conditions;
  }

  private List<Object> parameters(long from, long to) {
    List<Object> parameters = new ArrayList<>(List.of(archive, from, to));
    parameters.addAll(filters);
    return parameters;
  }
}
