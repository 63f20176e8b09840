package im.fenghuo.storage;

import im.fenghuo.api.DbException;
import im.fenghuo.api.DbException.Kind;
import io.vertx.core.Future;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The statements of one transaction, on one connection, by one thread at a time.
final class PgTransaction extends PgStatements {

  private final SqlConnection connection;
  private final Duration timeout;
  private final Future<?> begun;
  private boolean ended;

  /// Sends BEGIN without waiting for it: the first statement follows it on the same connection.
  PgTransaction(SqlConnection connection, Duration timeout) {
    this.connection = connection;
    this.timeout = timeout;
    this.begun = connection.query("BEGIN").execute();
  }

  @Override
  RowSet<io.vertx.sqlclient.Row> execute(String sql, @Nullable Object[] parameters) {
    return run(connection.preparedQuery(sql).execute(PgParameters.tuple(parameters)));
  }

  /// Blocks. Runs several statements without parameters, separated by semicolons.
  void script(String sql) {
    run(connection.query(sql).execute());
  }

  @Override
  public <T extends @Nullable Object, X extends Exception> T transaction(TransactionBody<T, X> body)
      throws X {
    return body.run(this);
  }

  /// Blocks. When it fails with "unavailable", the changes may or may not have been made.
  void commit() {
    run(connection.query("COMMIT").execute());
    end();
  }

  /// Ends the transaction without its changes; does nothing after a commit. Does not wait: the
  /// connection goes back to the pool when the server has answered.
  void rollback() {
    if (ended) {
      return;
    }
    ended = true;
    connection.query("ROLLBACK").execute().onComplete(done -> connection.close());
  }

  private void end() {
    ended = true;
    connection.close();
  }

  private <T> T run(Future<T> sent) {
    checkMayBlock();
    if (ended) {
      throw new IllegalStateException("the transaction has ended");
    }
    try {
      T result = await(sent, timeout);
      if (begun.failed()) {
        throw new DbException(Kind.UNAVAILABLE, "the transaction did not begin", begun.cause());
      }
      return result;
    } catch (Exception failure) {
      throw PgErrors.exception(failure);
    }
  }
}
