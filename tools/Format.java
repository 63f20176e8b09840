import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Compares (`check`) or rewrites (`apply`) every Java source below a directory with
/// google-java-format. The build runs this instead of a Maven plugin: a plugin would parse with
/// Maven's own JDK, which may be older than the language of the sources.
public final class Format {
  private Format() {}

  public static void main(String[] arguments) throws IOException {
    boolean isApply = arguments[0].equals("apply");
    Path root = Path.of(arguments[1]);
    List<Path> sources;
    try (var files = Files.walk(root)) {
      sources = files.filter(Format::isSource).sorted().toList();
    }
    var wrong = new ArrayList<String>();
    for (Path source : sources) {
      String text = Files.readString(source);
      try {
        String formatted = formatted(text);
        if (!formatted.equals(text)) {
          wrong.add(root.relativize(source).toString());
          if (isApply) {
            Files.writeString(source, formatted);
          }
        }
      } catch (FormatterException e) {
        wrong.add(root.relativize(source) + ": " + e.getMessage());
      }
    }
    if (!wrong.isEmpty() && !isApply) {
      System.err.println("Not in the project's format; `./fenghuo format` mends it:");
      wrong.forEach(file -> System.err.println("  " + file));
      System.exit(1);
    }
  }

  private static String formatted(String text) throws FormatterException {
    String used = RemoveUnusedImports.removeUnusedImports(text);
    String ordered = ImportOrderer.reorderImports(used, JavaFormatterOptions.Style.GOOGLE);
    return new Formatter().formatSource(ordered);
  }

  private static boolean isSource(Path path) {
    String name = path.toString();
    return name.endsWith(".java") && !name.contains("/target/") && !name.contains("/node_modules/");
  }
}
