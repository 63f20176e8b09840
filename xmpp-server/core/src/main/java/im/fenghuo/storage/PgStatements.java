package im.fenghuo.storage;

import im.fenghuo.api.Db;
import im.fenghuo.api.DbException;
import im.fenghuo.api.DbException.Kind;
import im.fenghuo.api.Row;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// What a pool and a transaction have in common: single statements, waited for.
abstract class PgStatements implements Db {

  /// Blocks. Executes one prepared statement and waits for its rows.
  abstract RowSet<io.vertx.sqlclient.Row> execute(String sql, @Nullable Object[] parameters);

  @Override
  public final List<Row> query(String sql, @Nullable Object... parameters) {
    return rows(execute(sql, parameters));
  }

  @Override
  public final Optional<Row> queryOne(String sql, @Nullable Object... parameters) {
    List<Row> rows = query(sql, parameters);
    if (rows.size() > 1) {
      throw new IllegalStateException("one row expected, " + rows.size() + " found by: " + sql);
    }
    return rows.stream().findFirst();
  }

  @Override
  public final int update(String sql, @Nullable Object... parameters) {
    return execute(sql, parameters).rowCount();
  }

  static List<Row> rows(RowSet<io.vertx.sqlclient.Row> set) {
    List<Row> rows = new ArrayList<>(set.size());
    for (io.vertx.sqlclient.Row row : set) {
      rows.add(new PgRow(row));
    }
    return rows;
  }

  /// Waiting on a loop would stop every connection that it serves, so it fails instead.
  static void checkMayBlock() {
    if (Context.isOnEventLoopThread()) {
      throw new IllegalStateException("the database was called on an event loop");
    }
  }

  /// Blocks until the future is complete, and throws what it failed with as the driver threw it.
  static <T extends @Nullable Object> T await(Future<T> future, Duration atMost)
      throws TimeoutException {
    try {
      return future.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (Throwable failure) {
      // The signature hides it: an interrupted wait throws a checked InterruptedException.
      if (failure instanceof InterruptedException) {
        Thread.currentThread().interrupt();
        throw new DbException(Kind.UNAVAILABLE, "interrupted while waiting", failure);
      }
      throw failure;
    }
  }
}
