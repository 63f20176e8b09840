package im.fenghuo.conformance.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What an extension costs the rest of the project: one line in the catalogue and nothing else.
class FootprintTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Path EXTENSIONS = Path.of("xep-extensions/src/main/java/im/fenghuo/xep");
  private static final Path CATALOGUE = EXTENSIONS.resolve("XepCatalog.java");
  private static final List<String> MODULES =
      List.of(
          "xmpp-server/api",
          "xmpp-server/core",
          "xmpp-server/dist",
          "xep-extensions",
          "admin-console",
          "ai-bot-component");

  /// A file of the server, with its path from the project's root.
  private record Source(Path path, String text) {
    boolean isIn(String extension) {
      return path.toString().contains("/im/fenghuo/xep/" + extension + "/");
    }

    /// Whether the package's name occurs, or that of its main class, which is the same but for
    /// case.
    boolean mentions(String extension) {
      return text.toLowerCase(Locale.ROOT).contains(extension);
    }
  }

  @TestFactory
  Stream<DynamicTest> only_the_catalogue_knows_an_extension() throws IOException {
    List<Source> sources = sources();
    return extensions().stream()
        .map(extension ->
            DynamicTest.dynamicTest(
                extension,
                () ->
                    assertThat(sources)
                        .filteredOn(source -> source.mentions(extension))
                        .filteredOn(source -> !source.isIn(extension))
                        .extracting(Source::path)
                        .as("files outside its package that know %s", extension)
                        .isSubsetOf(List.of(CATALOGUE))));
  }

  /// The names of the packages, such as `xep0313mam`.
  private static List<String> extensions() throws IOException {
    try (Stream<Path> entries = Files.list(ROOT.resolve(EXTENSIONS))) {
      return entries
          .filter(Files::isDirectory)
          .map(path -> path.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  private static List<Source> sources() throws IOException {
    var sources = new ArrayList<Source>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main"))) {
        for (Path file : files.filter(FootprintTest::isText).toList()) {
          sources.add(new Source(ROOT.relativize(file), Files.readString(file)));
        }
      }
    }
    return sources;
  }

  private static boolean isText(Path path) {
    String name = path.toString();
    return Stream.of(".java", ".sql", ".toml", ".properties", ".json").anyMatch(name::endsWith);
  }
}
