package im.fenghuo.archive;

import im.fenghuo.storage.TestDatabase;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgRetainingLaneTest extends RetainingLaneContract {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  @RegisterExtension final PgRows rows = new PgRows(DATABASE, 2);

  private final PgPartitions partitions = new PgPartitions(DATABASE.db());

  @Override
  RowStore rows() {
    return rows.store();
  }

  @Override
  ArchiveReader reader() {
    return rows.reader();
  }

  @Override
  void dropUpTo(int last) {
    partitions.sweep(last + 1);
  }
}
