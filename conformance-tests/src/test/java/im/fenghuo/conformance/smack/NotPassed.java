package im.fenghuo.conformance.smack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which of Smack's tests are not to pass, and why. A line is `Class.method: reason`, or `Class:
/// reason` for all of a class; `#` begins a remark.
final class NotPassed {

  private static final String FILE = "not-passed.txt";

  private final Map<String, String> reasons = new LinkedHashMap<>();

  private NotPassed() {}

  /// Reads the list. Blocks.
  static NotPassed read() throws IOException {
    NotPassed list = new NotPassed();
    try (@Nullable InputStream file = NotPassed.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IOException("there is no " + FILE);
      }
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().toList()) {
        list.add(line);
      }
    }
    return list;
  }

  private void add(String line) throws IOException {
    if (line.isBlank() || line.startsWith("#")) {
      return;
    }
    int colon = line.indexOf(": ");
    if (colon < 0) {
      throw new IOException("no reason in " + FILE + ": " + line);
    }
    reasons.put(line.substring(0, colon), line.substring(colon + 2));
  }

  /// Why a test is not to pass; nothing where it is to.
  Optional<String> reason(String test) {
    String ofClass = reasons.get(classOf(test));
    return Optional.ofNullable(ofClass != null ? ofClass : reasons.get(test));
  }

  /// What is listed without being among the tests.
  List<String> unknown(Collection<String> tests) {
    return reasons.keySet().stream()
        .filter(entry ->
            tests.stream().noneMatch(test -> test.equals(entry) || classOf(test).equals(entry)))
        .toList();
  }

  private static String classOf(String test) {
    return test.substring(0, test.indexOf('.'));
  }
}
