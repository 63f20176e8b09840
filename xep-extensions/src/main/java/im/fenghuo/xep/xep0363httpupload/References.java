package im.fenghuo.xep.xep0363httpupload;

import im.fenghuo.api.Message;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Which files a message refers to. Wherever in a message an address stands, in its body, in data
/// out of band (XEP-0066), as the source of a shared file (XEP-0385, XEP-0447) or as `aesgcm://`:
/// it has the path of the files and an id that nobody guesses.
final class References {

  /// What one message refers to beyond that lives as long as it would without messages.
  private static final int MOST = 100;

  private static final String PREFIX = "upload:";

  private final byte[] path;

  /// @param path of the files, as in `/upload/`
  References(String path) {
    this.path = path.getBytes(StandardCharsets.US_ASCII);
  }

  /// The names by which archives know the files.
  List<String> of(Message message) {
    byte[] xml = message.bytes();
    Set<String> names = Set.of();
    int last = xml.length - path.length - Token.LENGTH;
    for (int i = 0; i <= last; i++) {
      if (xml[i] == path[0] && isPath(xml, i) && Token.isAt(xml, i + path.length)) {
        if (names.isEmpty()) {
          names = new LinkedHashSet<>();
        }
        if (names.size() < MOST) {
          names.add(
              PREFIX + new String(xml, i + path.length, Token.LENGTH, StandardCharsets.US_ASCII));
        }
      }
    }
    return List.copyOf(names);
  }

  private boolean isPath(byte[] xml, int start) {
    for (int i = 1; i < path.length; i++) {
      if (xml[start + i] != path[i]) {
        return false;
      }
    }
    return true;
  }

  /// The file's id, or "" for what is no file.
  static String id(String name) {
    return name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : "";
  }
}
