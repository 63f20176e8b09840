package im.fenghuo.xep.xep0363httpupload;

import im.fenghuo.api.Jid;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes what has expired, what belonged to accounts that are gone, and what was left half. First
/// nobody gets it any more, then the file goes, then what is known of it: killed between any two,
/// the next sweep goes on. Several nodes may do it at once.
final class Sweep implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
  private static final int BATCH = 500;

  /// Longer than any upload that is under way writes nothing.
  private static final Duration ABANDONED = Duration.ofHours(1);

  private final UploadStore store;
  private final FileStore files;
  private final Clock clock;

  Sweep(UploadStore store, FileStore files, Clock clock) {
    this.store = store;
    this.files = files;
    this.clock = clock;
  }

  /// Blocks. Removes a file that no message refers to any more, when it belongs to who has sent the
  /// last one: who passes another's file on does not take it away. What goes wrong with the file
  /// itself, the next sweep puts right.
  void released(String id, Jid author) {
    if (!store.release(id, author, clock.instant())) {
      return;
    }
    try {
      files.delete(id);
      store.gone(id);
    } catch (IOException e) {
      LOG.warn("A file that was retracted cannot be removed yet: {}", e.toString());
    }
  }

  /// Blocks.
  @Override
  public void run() {
    Instant now = clock.instant();
    try {
      store.expire(now);
      for (List<String> some = store.leftovers(BATCH); !some.isEmpty(); ) {
        for (String id : some) {
          files.delete(id);
          store.gone(id);
        }
        some = some.size() < BATCH ? List.of() : store.leftovers(BATCH);
      }
      store.forget(now);
      files.clean(now.minus(ABANDONED));
    } catch (IOException e) {
      LOG.warn("Uploads that are over cannot be removed: {}", e.toString());
    }
  }
}
