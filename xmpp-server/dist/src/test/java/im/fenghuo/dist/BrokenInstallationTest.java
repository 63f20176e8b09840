package im.fenghuo.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokenInstallationTest {

  @TempDir private Path directory;

  @Test
  void a_library_that_is_missing_ends_the_start_with_a_message_and_leaves_nothing_running()
      throws Exception {
    Path data = directory.resolve("data");
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("vertx-web-"))
            .collect(Collectors.joining(File.pathSeparator));
    Process server =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-cp",
                    classPath,
                    "im.fenghuo.dist.Main",
                    "run",
                    "--data",
                    data.toString()))
            .redirectErrorStream(true)
            .start();

    String said = new String(server.getInputStream().readAllBytes(), UTF_8);
    assertThat(server.waitFor()).as(said).isEqualTo(1);
    assertThat(said).contains("This does not work as it is installed", "io/vertx/ext/web");
    try (Stream<Path> files = Files.walk(data)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .as("a database that has been started and stopped")
          .contains("PG_VERSION")
          .doesNotContain("postmaster.pid");
    }
  }
}
