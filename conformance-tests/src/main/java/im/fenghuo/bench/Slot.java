package im.fenghuo.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a file may be uploaded (XEP-0363).
///
/// @param authorization the header that the upload needs
record Slot(URI uri, String authorization) {

  /// What all files are.
  static final String TYPE = "application/octet-stream";

  private static final Pattern PUT =
      Pattern.compile("<put [^>]*url=['\"](https://[^'\"]+)['\"][^>]*>(.*?)</put>", Pattern.DOTALL);
  private static final Pattern AUTHORIZATION =
      Pattern.compile("name=['\"]Authorization['\"][^>]*>([^<]+)<");

  /// Asks for one.
  static String request(String id, String domain, long size) {
    return ("<iq type='get' id='%s' to='upload.%s'><request xmlns='urn:xmpp:http:upload:0'"
            + " filename='bench.bin' size='%d' content-type='%s'/></iq>")
        .formatted(id, domain, size, TYPE);
  }

  /// The one that the server gives, if it does.
  static Optional<Slot> given(Stanza answer) {
    String text = new String(answer.bytes(), answer.start(), answer.end() - answer.start(), UTF_8);
    Matcher put = PUT.matcher(text);
    Matcher authorization = AUTHORIZATION.matcher(text);
    return put.find() && authorization.find()
        ? Optional.of(new Slot(URI.create(put.group(1)), authorization.group(1)))
        : Optional.empty();
  }
}
