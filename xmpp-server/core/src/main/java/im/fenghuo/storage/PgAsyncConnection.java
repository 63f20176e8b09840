package im.fenghuo.storage;

import im.fenghuo.api.DbException;
import im.fenghuo.api.Row;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One connection for code that must not wait, such as the archive's batches. Statements are sent
/// at once, one behind the other, and are executed in that order. A lost connection fails what was
/// under way and is opened again by the next statement.
///
/// Never blocks; may be used from any thread. Callbacks run one at a time, on the event loop of
/// this connection.
public final class PgAsyncConnection implements AutoCloseable {

  /// What became of a statement.
  public sealed interface Result {
    /// It was executed; `rows` is what it returned.
    record Done(List<Row> rows) implements Result {}

    /// It failed. With "unavailable" it may have been executed nevertheless.
    record Failed(DbException reason) implements Result {}
  }

  private final Vertx vertx;
  private final Context context;
  private final PgConnectOptions options;
  private @Nullable Future<PgConnection> connection;
  private boolean closed;

  /// Belongs to the event loop it is made on, or to any when it is made elsewhere.
  PgAsyncConnection(Vertx vertx, PgConnectOptions options) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.options = options;
  }

  /// Sends one statement, with parameters as in [im.fenghuo.api.Db]. The callback must not throw.
  public void execute(String sql, @Nullable Object[] parameters, Consumer<Result> then) {
    context.runOnContext(go -> send(sql, parameters, then));
  }

  private void send(String sql, @Nullable Object[] parameters, Consumer<Result> then) {
    Future<PgConnection> used = connection();
    used.compose(open -> open.preparedQuery(sql).execute(PgParameters.tuple(parameters)))
        .timeout(PgDb.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        .onComplete(
            rows -> then.accept(new Result.Done(PgStatements.rows(rows))),
            failure -> {
              if (failure instanceof TimeoutException) {
                abandon(used);
              }
              then.accept(new Result.Failed(PgErrors.exception(failure)));
            });
  }

  private Future<PgConnection> connection() {
    if (closed) {
      return Future.failedFuture(new IllegalStateException("closed"));
    }
    if (connection == null) {
      Future<PgConnection> opening = PgConnection.connect(vertx, options);
      connection = opening;
      opening.onComplete(
          open -> open.closeHandler(gone -> forget(opening)), failure -> forget(opening));
    }
    return connection;
  }

  /// A connection that does not answer may answer out of turn later: the next statement gets
  /// another.
  private void abandon(Future<PgConnection> silent) {
    forget(silent);
    silent.onSuccess(PgConnection::close);
  }

  private void forget(Future<PgConnection> gone) {
    if (gone.equals(connection)) {
      connection = null;
    }
  }

  /// Closes the connection when what was sent has been answered.
  @Override
  public void close() {
    context.runOnContext(go -> {
      closed = true;
      if (connection != null) {
        connection.onSuccess(PgConnection::close);
      }
    });
  }
}
