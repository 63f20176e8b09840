package im.fenghuo.xep.xep0363httpupload;

import im.fenghuo.api.StanzaException;
import im.fenghuo.xep.xep0363httpupload.SlotRequest.Purpose;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// What an account may upload now.
final class Allowance {

  private final UploadSettings settings;
  private final FileStore files;

  Allowance(UploadSettings settings, FileStore files) {
    this.settings = settings;
    this.files = files;
  }

  /// §6: what is too large for ever.
  void checkSize(SlotRequest wanted) throws StanzaException {
    long most =
        (wanted.purpose() == Purpose.PROFILE ? settings.profileFileSize() : settings.maxFileSize())
            .bytes();
    if (wanted.size() > most) {
      throw UploadCodec.tooLarge(most);
    }
  }

  /// Blocks. §6: what is too much for now.
  void check(SlotRequest wanted, Usage usage) throws StanzaException {
    int bucket = wanted.purpose().bucket();
    boolean profile = wanted.purpose() == Purpose.PROFILE;
    long quota = (profile ? settings.profileQuota() : settings.quota()).bytes();
    long over = usage.kept(bucket) + wanted.size() - quota;
    if (over > 0) {
      throw later(
          "Quota reached. Your files may have %d bytes together".formatted(quota),
          usage.freed(bucket, over));
    }
    Usage.Day day = usage.day();
    long daily = settings.dailySize().bytes();
    over = day.bytes() + wanted.size() - daily;
    if (over > 0) {
      throw later(
          "Quota reached. You can only upload %d bytes in a day".formatted(daily),
          usage.bytesPast(over));
    }
    int most = settings.dailyFiles();
    if (day.files() >= most) {
      throw later(
          "Quota reached. You can only upload %d files in a day".formatted(most),
          usage.filesPast(day.files() - most + 1));
    }
    if (free() - wanted.size() < settings.reserve().bytes()) {
      throw UploadCodec.later("The server has no room left for files", null);
    }
  }

  private long free() {
    try {
      return files.free();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Stamps have whole seconds: at that one it is true.
  private static StanzaException later(String text, @Nullable Instant retry) {
    return UploadCodec.later(
        text, retry == null ? null : retry.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1));
  }
}
