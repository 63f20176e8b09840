package im.fenghuo.archive;

import im.fenghuo.api.Archive;
import im.fenghuo.api.DbException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Has readers wait for what is on its way into the database.
final class Durability {

  private static final int SECONDS = 10;

  private Durability() {}

  /// Blocks until all that the archive's lane had numbered when this was called is in the database.
  /// The lane was durable, or became so, if it is seen durable here: the step that calls this was
  /// started by the lane's loop.
  static void await(Archive.Owner reader) {
    if (!(reader instanceof ArchiveOwner owner) || owner.archive().isDurable()) {
      return;
    }
    CountDownLatch durable = new CountDownLatch(1);
    ArchiveLane lane = owner.archive();
    lane.loop().run(() -> lane.whenDurable(durable::countDown));
    try {
      if (durable.await(SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new DbException(DbException.Kind.UNAVAILABLE, "the archive is behind", null);
  }
}
