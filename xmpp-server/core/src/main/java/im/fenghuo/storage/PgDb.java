package im.fenghuo.storage;

import im.fenghuo.api.DbException;
import im.fenghuo.api.DbException.Kind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// [im.fenghuo.api.Db] over a bounded pool of connections to PostgreSQL.
///
/// While the database restarts, callers wait for it as long as their time limit allows; a statement
/// that may have reached the database is never sent twice.
public final class PgDb extends PgStatements implements AutoCloseable {

  /// How long a caller waits for one statement, the wait for a connection included.
  static final Duration TIMEOUT = Duration.ofSeconds(10);

  /// PostgreSQL gives up first, so that no statement goes on that nobody waits for.
  private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(9);

  /// Callers beyond this many in the queue are refused at once.
  private static final int MAX_WAITING = 10_000;

  private static final Duration PAUSE_BETWEEN_CONNECTS = Duration.ofMillis(50);

  private final Vertx vertx;
  private final DatabaseAddress address;
  private final Pool pool;

  private PgDb(Vertx vertx, DatabaseAddress address, Pool pool) {
    this.vertx = vertx;
    this.address = address;
    this.pool = pool;
  }

  /// Opens a pool of at most `connections`. Connects only when the first statement comes.
  public static PgDb open(Vertx vertx, DatabaseAddress address, int connections) {
    PoolOptions options =
        new PoolOptions()
            .setMaxSize(connections)
            .setMaxWaitQueueSize(MAX_WAITING)
            .setConnectionTimeout(Math.toIntExact(TIMEOUT.toSeconds()))
            .setConnectionTimeoutUnit(TimeUnit.SECONDS);
    Pool pool =
        PgBuilder.pool().with(options).connectingTo(connectOptions(address)).using(vertx).build();
    return new PgDb(vertx, address, pool);
  }

  /// A connection of its own, for statements whose result is wanted by callback: see
  /// [PgAsyncConnection]. The caller closes it.
  public PgAsyncConnection asyncConnection() {
    return new PgAsyncConnection(vertx, connectOptions(address));
  }

  private static PgConnectOptions connectOptions(DatabaseAddress address) {
    PgConnectOptions options = address.options();
    options.setCachePreparedStatements(true);
    options.setPreparedStatementCacheMaxSize(256);
    options.setPreparedStatementCacheSqlLimit(4096);
    options.addProperty("application_name", "fenghuo");
    options.addProperty("client_min_messages", "warning"); // the driver logs notices
    options.addProperty("statement_timeout", String.valueOf(STATEMENT_TIMEOUT.toMillis()));
    return options;
  }

  @Override
  RowSet<io.vertx.sqlclient.Row> execute(String sql, @Nullable Object[] parameters) {
    return await(() -> pool.preparedQuery(sql).execute(PgParameters.tuple(parameters)));
  }

  @Override
  public <T extends @Nullable Object, X extends Exception> T transaction(TransactionBody<T, X> body)
      throws X {
    PgTransaction transaction = begin(TIMEOUT);
    try {
      T result = body.run(transaction);
      transaction.commit();
      return result;
    } finally {
      transaction.rollback();
    }
  }

  /// Blocks until there is a connection. The caller commits or rolls back.
  PgTransaction begin(Duration timeoutOfStatements) {
    SqlConnection connection = await(pool::getConnection);
    return new PgTransaction(connection, timeoutOfStatements);
  }

  /// Blocks until the connections are closed.
  @Override
  public void close() {
    await(pool::close);
  }

  private static <T extends @Nullable Object> T await(Supplier<Future<T>> attempt) {
    checkMayBlock();
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (true) {
      try {
        return await(attempt.get(), Duration.ofNanos(deadline - System.nanoTime()));
      } catch (Exception failure) {
        boolean again =
            PgErrors.isBeforeSending(failure)
                && deadline - System.nanoTime() > PAUSE_BETWEEN_CONNECTS.toNanos();
        if (!again) {
          throw PgErrors.exception(failure);
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_BETWEEN_CONNECTS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new DbException(Kind.UNAVAILABLE, "interrupted while waiting", interrupted);
    }
  }
}
