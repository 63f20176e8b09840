package im.fenghuo.archive;

import im.fenghuo.storage.TestDatabase;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgArchiveTest extends ArchiveContract {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  @RegisterExtension final PgRows rows = new PgRows(DATABASE, 1);

  @Override
  RowStore rows() {
    return rows.store();
  }

  @Override
  ArchiveReader reader() {
    return rows.reader();
  }

  @Override
  int largeInOnePage() {
    return 2;
  }
}
