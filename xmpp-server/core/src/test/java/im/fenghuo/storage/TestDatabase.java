package im.fenghuo.storage;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A database of its own for each test class, on a PostgreSQL server that all share:
///
/// ```java
/// @RegisterExtension
/// static final TestDatabase DATABASE = TestDatabase.migrated(Xep0049.SCHEMA);
/// ```
public final class TestDatabase implements BeforeAllCallback, AfterAllCallback {

  private static final int CONNECTIONS = 8;

  private final List<Schema> schemas;
  private @Nullable TestServer server;
  private @Nullable String name;
  private @Nullable PgDb db;

  private TestDatabase(List<Schema> schemas) {
    this.schemas = schemas;
  }

  /// Without tables.
  public static TestDatabase empty() {
    return new TestDatabase(List.of());
  }

  /// With the core's tables and those of the extensions named.
  public static TestDatabase migrated(Schema... extensions) {
    List<Schema> all = new ArrayList<>(List.of(Migrations.core()));
    all.addAll(List.of(extensions));
    return new TestDatabase(all);
  }

  public PgDb db() {
    return Objects.requireNonNull(db);
  }

  /// A further pool to the same database, to be closed by the test.
  public PgDb open(int connections) {
    return PgDb.open(vertx(), address(), connections);
  }

  public DatabaseAddress address() {
    return Objects.requireNonNull(server).address(Objects.requireNonNull(name));
  }

  public Vertx vertx() {
    return Objects.requireNonNull(server).vertx();
  }

  /// Makes an account, for tables that refer to one, and returns its id.
  public long account(String localpart) {
    return db().queryOne(
            "INSERT INTO account (localpart, domainpart) VALUES ($1, 'localhost') RETURNING id",
            localpart)
        .orElseThrow()
        .bigint("id");
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    TestServer shared =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.GLOBAL)
            .computeIfAbsent(TestServer.class, key -> new TestServer(), TestServer.class);
    server = shared;
    name = shared.createDatabase();
    db = open(CONNECTIONS);
    new Migrations(db()).apply(schemas);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    db().close();
    Objects.requireNonNull(server).dropDatabase(Objects.requireNonNull(name));
  }
}
