package im.fenghuo.xep.xep0363httpupload;

import im.fenghuo.api.config.ByteSize;
import java.time.Duration;
import java.util.Optional;

/// Settings that small files reach.
final class TestUploadSettings {

  private TestUploadSettings() {}

  /// Files of up to 1000 bytes, 2500 together and in a day, 4 in a day; profiles have 100 and 150.
  static UploadSettings usual() {
    return with(2500, 2500, 4);
  }

  static UploadSettings with(long quota, long daily, int dailyFiles) {
    return new UploadSettings(
        Optional.empty(),
        new ByteSize(1000),
        new ByteSize(quota),
        new ByteSize(daily),
        dailyFiles,
        Duration.ofDays(31),
        new ByteSize(100),
        new ByteSize(150),
        Duration.ofMinutes(5),
        10,
        new ByteSize(0),
        new ByteSize(0));
  }
}
