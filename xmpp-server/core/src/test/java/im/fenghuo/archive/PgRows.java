package im.fenghuo.archive;

import im.fenghuo.registry.Retractions;
import im.fenghuo.storage.TestDatabase;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Archives in a test's database, where nothing is retracted: opened anew for each test.
final class PgRows implements BeforeEachCallback, AfterEachCallback {

  private final TestDatabase database;
  private final int writers;
  private @Nullable PgRowStore rows;

  /// @param database an extension, too
  PgRows(TestDatabase database, int writers) {
    this.database = database;
    this.writers = writers;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    rows =
        new PgRowStore(
            database.db(),
            writers,
            new PendingRetractions(
                database.db(),
                new Retractions(List.of(), List.of()),
                new ReleasedReferences(database.db(), List.of())));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    store().close();
  }

  PgRowStore store() {
    return Objects.requireNonNull(rows);
  }

  PgArchive reader() {
    return new PgArchive(database.db(), Thread::startVirtualThread);
  }
}
