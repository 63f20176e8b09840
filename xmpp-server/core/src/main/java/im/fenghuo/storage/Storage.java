package im.fenghuo.storage;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The database of this server, whoever runs it.
public final class Storage implements AutoCloseable {

  private final @Nullable EmbeddedPostgres postgres;
  private final PgDb db;

  private Storage(@Nullable EmbeddedPostgres postgres, PgDb db) {
    this.postgres = postgres;
    this.db = db;
  }

  /// Blocks. Starts a PostgreSQL of our own in `directory`.
  public static Storage embedded(Vertx vertx, Path directory, int connections) throws IOException {
    EmbeddedPostgres postgres = EmbeddedPostgres.start(directory);
    try {
      return new Storage(postgres, PgDb.open(vertx, postgres.address(), connections));
    } catch (IOException | RuntimeException failure) {
      postgres.close();
      throw failure;
    }
  }

  /// Uses a server that somebody else runs.
  public static Storage external(Vertx vertx, DatabaseAddress address, int connections) {
    return new Storage(null, PgDb.open(vertx, address, connections));
  }

  public PgDb db() {
    return db;
  }

  /// Blocks until connections are closed and the PostgreSQL of our own has stopped.
  @Override
  public void close() {
    db.close();
    if (postgres != null) {
      postgres.close();
    }
  }
}
