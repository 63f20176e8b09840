package im.fenghuo.conformance.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A program that drives a client and says how each step went.
final class ClientProgram {

  /// The one that finds Debian's packages.
  static final String DEBIANS_PYTHON = "/usr/bin/python3";

  private static final Path DIRECTORY = Path.of("src", "test", "clients");

  private ClientProgram() {}

  /// The path of a program.
  static String path(String name) {
    return DIRECTORY.resolve(name).toString();
  }

  /// Runs it. Blocks until it has ended: it gives up by itself when a step takes too long.
  static void run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1"); // nothing beside the sources
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      List<String> lines = output.lines().toList();

      assertThat(process.waitFor()).as(output).isZero();
      assertThat(lines).as(output).noneMatch(line -> line.startsWith("not ok"));
      assertThat(lines).as(output).anyMatch(line -> line.startsWith("ok"));
    } finally {
      process.destroyForcibly();
    }
  }
}
