package im.fenghuo.archive;

import im.fenghuo.lane.VirtualThreads;
import java.util.stream.IntStream;

class InMemoryRetainingLaneTest extends RetainingLaneContract {

  private final UnreliableArchive archive = new UnreliableArchive(new VirtualThreads(10));

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
