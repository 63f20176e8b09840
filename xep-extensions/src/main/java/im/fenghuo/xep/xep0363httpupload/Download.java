package im.fenghuo.xep.xep0363httpupload;

import im.fenghuo.api.web.WebAnswer;
import im.fenghuo.api.web.WebRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Gives a file, or a part of it.
final class Download {

  /// How long browsers may keep what they have got: no longer than that after its deletion.
  private static final Duration CACHED = Duration.ofDays(1);

  private final StoredFile file;
  private final FileStore files;
  private final Preconditions conditions;

  /// @param file one that is uploaded
  Download(StoredFile file, FileStore files) {
    this.file = file;
    this.files = files;
    this.conditions =
        new Preconditions(
            '"' + file.id().substring(0, 16) + '"', Objects.requireNonNull(file.uploaded()));
  }

  WebAnswer answer(WebRequest request, Instant now) {
    int status = conditions.status(request);
    if (status != 200) {
      return WebAnswer.of(status)
          .header("ETag", conditions.tag())
          .header("Cache-Control", cacheControl(now));
    }
    ByteRange range = range(request);
    if (range == null) {
      return part(now, 200, 0, file.size());
    }
    if (range.equals(ByteRange.NONE)) {
      return WebAnswer.text(416, "The file has %d bytes.\n".formatted(file.size()))
          .header("Content-Range", range.text(file.size()));
    }
    return part(now, 206, range.first(), range.length())
        .header("Content-Range", range.text(file.size()));
  }

  /// Ranges are of `GET` alone (RFC 9110 §14.2).
  private @Nullable ByteRange range(WebRequest request) {
    return request.method().equals("GET") && conditions.allowsRange(request.header("If-Range"))
        ? ByteRange.of(request.header("Range"), file.size())
        : null;
  }

  private WebAnswer part(Instant now, int status, long first, long length) {
    String type = Objects.requireNonNullElse(file.type(), MediaType.UNKNOWN);
    return WebAnswer.of(status)
        .header("Content-Type", type)
        .header("Content-Disposition", disposition(type))
        .header("ETag", conditions.tag())
        .header("Last-Modified", Preconditions.date(conditions.modified()))
        .header("Accept-Ranges", "bytes")
        .header("Cache-Control", cacheControl(now))
        .content(length, out -> files.read(file.id(), first, length, out));
  }

  private String disposition(String type) {
    return (MediaType.isShown(type) ? "inline" : "attachment")
        + "; filename*=UTF-8''"
        + FileName.encoded(file.name());
  }

  private String cacheControl(Instant now) {
    Instant expires = file.expires();
    Duration left = expires == null ? CACHED : Duration.between(now, expires);
    Duration age = left.compareTo(CACHED) < 0 ? left : CACHED;
    return "private, max-age=" + age.toSeconds() + ", immutable";
  }
}
