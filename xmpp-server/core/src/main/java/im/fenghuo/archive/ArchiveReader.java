package im.fenghuo.archive;

import im.fenghuo.api.Archive;
import java.util.List;

/// Reads archives for the core. Everything blocks.
public interface ArchiveReader extends Archive {

  /// What comes after a number, oldest first. Sees durable rows only.
  List<Entry> after(long archive, long number, int max);

  /// Where it ends.
  ArchiveEnd end(long archive);

  /// The number of the last durable row, 0 for none.
  default long lastNumber(long archive) {
    return end(archive).number();
  }

  /// Makes the partition for rows that go after a day, if it is to be made.
  void prepare(int expires);

  /// Makes the partition that messages of a day need, if it is to be made.
  default void prepare(Retention retention, int day) {
    if (!retention.isForever()) {
      prepare(retention.expires(day, 0));
    }
  }
}
