package im.fenghuo.archive;

class InMemoryArchiveTest extends ArchiveContract {

  private final InMemoryArchive archive = new InMemoryArchive();

  @Override
  RowStore rows() {
    return archive;
  }

  @Override
  ArchiveReader reader() {
    return archive;
  }

  @Override
  int largeInOnePage() {
    return 5;
  }
}
