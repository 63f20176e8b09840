package im.fenghuo.storage;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/// The PostgreSQL and the Vert.x that all tests of a process share; ended with the last test. The
/// server's files stay in `target`, so that the next run starts sooner.
final class TestServer implements AutoCloseable {

  private final EmbeddedPostgres postgres;
  private final Vertx vertx;
  private final PgDb db;
  private final AtomicInteger databases = new AtomicInteger();

  TestServer() {
    try {
      postgres = EmbeddedPostgres.start(Path.of("target", "test-postgres"));
      vertx = Vertx.builder().with(new VertxOptions().setPreferNativeTransport(true)).build();
      db = PgDb.open(vertx, postgres.address(), 2);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  Vertx vertx() {
    return vertx;
  }

  String createDatabase() {
    String name = "test_" + databases.incrementAndGet();
    db.update("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    db.update("CREATE DATABASE " + name);
    return name;
  }

  void dropDatabase(String name) {
    db.update("DROP DATABASE " + name + " WITH (FORCE)");
  }

  DatabaseAddress address(String database) {
    try {
      return postgres.address().database(database);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    db.close();
    vertx.close().await();
    postgres.close();
  }
}
