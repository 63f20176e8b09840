package im.fenghuo.archive;

import im.fenghuo.registry.Retractions;
import im.fenghuo.storage.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgRetainingLaneTest extends RetainingLaneContract {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final PgPartitions partitions = new PgPartitions(DATABASE.db());
  private PgRowStore rows;

  @BeforeEach
  void connect() {
    rows =
        new PgRowStore(
            DATABASE.db(),
            2,
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
  void dropUpTo(int last) {
    partitions.sweep(last + 1);
  }
}
