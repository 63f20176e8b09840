package im.fenghuo.archive;

import java.util.stream.IntStream;

class InMemoryRetentionTest extends RetentionContract {

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
  void dropUpTo(int last) {
    IntStream.rangeClosed(last - 100, last).forEach(archive::drop);
  }
}
