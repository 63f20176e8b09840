package im.fenghuo.xep.xep0363httpupload;

import im.fenghuo.api.config.ByteSize;
import im.fenghuo.api.config.Setting;
import im.fenghuo.api.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What may be uploaded, and how long it is kept.
public record UploadSettings(
    @Setting(
            doc =
                "Where the files are. Without it, in the directory uploads of the data directory."
                    + " The nodes of a cluster must share it.")
        Optional<Path> directory,
    @Setting(fallback = "100 MiB", doc = "The largest file.") ByteSize maxFileSize,
    @Setting(fallback = "2 GiB", doc = "What the files of an account may have together.")
        ByteSize quota,
    @Setting(fallback = "1 GiB", doc = "What an account may upload within a day.")
        ByteSize dailySize,
    @Setting(fallback = "1000", doc = "How many slots an account may use within a day.")
        int dailyFiles,
    @Setting(fallback = "31d", doc = "How long files are kept.") Duration keep,
    @Setting(
            fallback = "1 MiB",
            doc =
                "The largest file for the purpose profile, such as an avatar: these are kept as"
                    + " long as the account, and have a quota of their own.")
        ByteSize profileFileSize,
    @Setting(fallback = "10 MiB", doc = "What the files for profiles may have together.")
        ByteSize profileQuota,
    @Setting(fallback = "5m", doc = "How long after it was given a slot can be used.")
        Duration slotTimeout,
    @Setting(fallback = "100", doc = "How many uploads and downloads there may be at a time.")
        int transfers,
    @Setting(
            fallback = "64 MiB",
            doc =
                "How much these may move in a second together: encrypting it takes the processor"
                    + " from stanzas. 0 B for no limit.")
        ByteSize bytesPerSecond,
    @Setting(
            fallback = "1 GiB",
            doc = "What must remain free where the files are: no slots are given beyond.")
        ByteSize reserve) {

  private static final ByteSize BYTE = new ByteSize(1);
  private static final ByteSize MOST = new ByteSize(Long.MAX_VALUE / 4);

  public UploadSettings {
    Settings.range("max-file-size", maxFileSize, BYTE, MOST);
    Settings.range("profile-file-size", profileFileSize, BYTE, maxFileSize);
    // What fits alone must fit some time: an error can then say when.
    Settings.range("quota", quota, maxFileSize, MOST);
    Settings.range("daily-size", dailySize, maxFileSize, MOST);
    Settings.range("profile-quota", profileQuota, profileFileSize, MOST);
    Settings.range("daily-files", dailyFiles, 1, 1_000_000);
    Settings.range("keep", keep, Duration.ofMinutes(1), Duration.ofDays(36_500));
    Settings.range("slot-timeout", slotTimeout, Duration.ofSeconds(10), Duration.ofHours(1));
    Settings.range("transfers", transfers, 1, 10_000);
  }
}
