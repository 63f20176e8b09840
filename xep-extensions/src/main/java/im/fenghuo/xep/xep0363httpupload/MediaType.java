package im.fenghuo.xep.xep0363httpupload;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What a file says it is (RFC 9110 §8.3.1).
final class MediaType {

  static final String UNKNOWN = "application/octet-stream";

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}";
  private static final Pattern VALID =
      Pattern.compile(
          "%1$s/%1$s([ \\t]*;[ \\t]*%1$s=(%1$s|\"[ !#-\\[\\]-~]{0,100}\")){0,8}".formatted(TOKEN));
  private static final int MOST = 255;

  /// What browsers show and never take for something that can act. Not SVG, which is a document
  /// with scripts.
  private static final Set<String> SHOWN =
      Set.of(
          "text/plain",
          "image/apng",
          "image/avif",
          "image/bmp",
          "image/gif",
          "image/heic",
          "image/heif",
          "image/jpeg",
          "image/jxl",
          "image/png",
          "image/webp",
          "audio/3gpp",
          "audio/aac",
          "audio/amr",
          "audio/flac",
          "audio/mp4",
          "audio/mpeg",
          "audio/ogg",
          "audio/opus",
          "audio/wav",
          "audio/webm",
          "audio/x-m4a",
          "audio/x-wav",
          "video/3gpp",
          "video/mp4",
          "video/mpeg",
          "video/ogg",
          "video/quicktime",
          "video/webm",
          "video/x-matroska");

  private MediaType() {}

  static boolean isValid(String type) {
    return type.length() <= MOST && VALID.matcher(type).matches();
  }

  /// Whether two valid types are the same but for case and spaces.
  static boolean isSame(String one, String other) {
    return normal(one).equals(normal(other));
  }

  private static String normal(String type) {
    return type.replaceAll("[ \\t]*;[ \\t]*", ";").replace("\"", "").toLowerCase(Locale.ROOT);
  }

  /// Whether a browser may show it in its place, rather than save it.
  static boolean isShown(String type) {
    int end = type.indexOf(';');
    String bare = end < 0 ? type : type.substring(0, end);
    return SHOWN.contains(bare.strip().toLowerCase(Locale.ROOT));
  }
}
