package im.fenghuo.conformance.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// The scenario files of this module: a folder for each specification.
final class ScenarioFiles {

  private ScenarioFiles() {}

  /// The folders, or those alone that the system property `scenarios` names (a comma between them).
  static List<Path> folders() {
    List<String> wanted = List.of(System.getProperty("scenarios", "").split(","));
    return list(root()).stream()
        .filter(Files::isDirectory)
        .filter(folder -> wanted.contains("") || wanted.contains(folder.getFileName().toString()))
        .toList();
  }

  static List<Path> files(Path folder) {
    return list(folder).stream().filter(file -> file.toString().endsWith(".scenario")).toList();
  }

  static List<Scenario> scenarios(Path file) {
    try {
      return ScenarioParser.parse(
          root().relativize(file).toString(), Files.readString(file, UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Path root() {
    URL root = Objects.requireNonNull(ScenarioFiles.class.getResource("/scenarios"));
    try {
      return Path.of(root.toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
