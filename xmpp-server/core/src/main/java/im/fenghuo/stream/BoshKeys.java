package im.fenghuo.stream;

import im.fenghuo.api.xml.Element;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Key sequences, by which a client without TLS proves that a request is its own (XEP-0124 §15).
final class BoshKeys {

  private @Nullable String last;

  /// The first request: it may begin a sequence.
  void begin(Element body) {
    last = body.attribute("newkey");
  }

  /// Whether the request, the next in order, carries the key that it should.
  boolean accepts(Element body) {
    String expected = last;
    if (expected == null) {
      return true;
    }
    String key = body.attribute("key");
    if (key == null || !sha1(key).equalsIgnoreCase(expected)) {
      return false;
    }
    String next = body.attribute("newkey");
    last = next == null ? key : next;
    return true;
  }

  private static String sha1(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
