package im.fenghuo.conformance.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A header, which begins its line, and the indented lines below it.
record Block(int line, String header, String body) {

  static List<Block> read(String text) {
    List<Block> blocks = new ArrayList<>();
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; ) {
      String header = lines[i];
      int start = ++i;
      if (header.isBlank() || header.startsWith("#")) {
        continue;
      }
      while (i < lines.length && (lines[i].isBlank() || lines[i].startsWith(" "))) {
        i++;
      }
      String body = String.join("\n", List.of(lines).subList(start, i)).stripTrailing();
      blocks.add(new Block(start, header.strip().replaceAll("\\s+", " "), body));
    }
    return blocks;
  }

  /// The first word of the header.
  String keyword() {
    return header.split(" ", 2)[0];
  }

  /// The header without its first word.
  String rest() {
    int space = header.indexOf(' ');
    return space < 0 ? "" : header.substring(space + 1);
  }

  /// This block with every `[name]` replaced.
  Block with(Map<String, String> values) {
    return new Block(line, replace(header, values), replace(body, values));
  }

  static String replace(String text, Map<String, String> values) {
    String replaced = text;
    for (Map.Entry<String, String> value : values.entrySet()) {
      replaced = replaced.replace("[" + value.getKey() + "]", value.getValue());
    }
    return replaced;
  }
}
