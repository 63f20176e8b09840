package im.fenghuo.archive;

import im.fenghuo.registry.Retractions;
import im.fenghuo.storage.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgArchiveTest extends ArchiveContract {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private PgRowStore rows;

  @BeforeEach
  void connect() {
    rows =
        new PgRowStore(
            DATABASE.db(),
            1,
            new PendingRetractions(
                DATABASE.db(),
                new Retractions(List.of(), List.of()),
                new ReleasedReferences(DATABASE.db(), List.of())));
  }

  @AfterEach
  void disconnect() {
    rows.close();
  }

  @Override
  RowStore rows() {
    return rows;
  }

  @Override
  ArchiveReader reader() {
    return new PgArchive(DATABASE.db(), Thread::startVirtualThread);
  }

  @Override
  int largeInOnePage() {
    return 2;
  }
}
