package im.fenghuo.api;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The database as extensions see it: plain blocking calls.
///
/// Every method blocks and is for virtual threads only; on an event loop it throws
/// `IllegalStateException`, because a loop that waits stops every connection it serves.
///
/// SQL is PostgreSQL's, with parameters `$1`, `$2`, … A parameter is `null`, a `String`, `Long`,
/// `Integer`, `Short`, `Boolean`, `Double`, `byte[]` (bytea), `Instant` (timestamptz), `UUID`, or
/// an array or `List` of one of these (an SQL array; a `List` must not be empty, an array may be).
///
/// All methods throw [DbException] when the database refuses, fails, or is too slow.
public interface Db {

  /// Blocks. Runs one statement and returns the rows it yields, in order; `RETURNING` counts.
  List<Row> query(String sql, @Nullable Object... parameters);

  /// Blocks. Runs one statement that yields at most one row; more are an `IllegalStateException`.
  Optional<Row> queryOne(String sql, @Nullable Object... parameters);

  /// Blocks. Runs one statement and returns the number of rows it changed.
  int update(String sql, @Nullable Object... parameters);

  /// Blocks. Runs `body` in one transaction, with a `Db` that is bound to it and must not be used
  /// afterwards. Commits when `body` returns; rolls back, and lets the exception pass, when it
  /// throws. Called on the `Db` of a transaction, it joins that transaction.
  <T extends @Nullable Object, X extends Exception> T transaction(TransactionBody<T, X> body)
      throws X;

  /// What happens inside a transaction.
  @FunctionalInterface
  interface TransactionBody<T extends @Nullable Object, X extends Exception> {
    T run(Db db) throws X;
  }
}
