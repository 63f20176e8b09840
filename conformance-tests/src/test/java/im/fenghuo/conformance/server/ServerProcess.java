package im.fenghuo.conformance.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/// The server program, started as its users start it.
final class ServerProcess {

  private static final String READY = "is running at";
  private static final long SECONDS_TO_STOP = 30;

  private final Process process;
  private final Queue<String> errors = new ConcurrentLinkedQueue<>();

  private ServerProcess(Process process) {
    this.process = process;
  }

  /// Blocks until the program says that it is running.
  ///
  /// @throws IOException if it ends instead; the message has what it said
  static ServerProcess start(Path config, Path data) throws IOException {
    Process process =
        program(List.of("run", "--config", config.toString(), "--data", data.toString()));
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    awaitReady(output);
    ServerProcess started = new ServerProcess(process);
    // Reading from a pipe holds the carrier of a virtual thread, and there are few.
    Thread.ofPlatform().daemon().name("output of " + config).start(() -> started.drain(output));
    return started;
  }

  private static Process program(List<String> arguments) throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "im.fenghuo.dist.Main"));
    line.addAll(arguments);
    return new ProcessBuilder(line).redirectErrorStream(true).start();
  }

  /// Blocks until a command has ended.
  static FenghuoServer.Command command(List<String> arguments) throws IOException {
    Process process = program(arguments);
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      return new FenghuoServer.Command(process.waitFor(), output);
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }

  private static void awaitReady(BufferedReader output) throws IOException {
    StringBuilder said = new StringBuilder();
    String line = output.readLine();
    while (line != null) {
      said.append(line).append('\n');
      if (line.contains(READY)) {
        return;
      }
      line = output.readLine();
    }
    throw new IOException("the server did not start:\n" + said);
  }

  /// Warnings and errors are worth seeing in a test's output.
  private void drain(BufferedReader output) {
    try {
      boolean isTrouble = false;
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        boolean isError = line.contains(" ERROR ");
        isTrouble = isError || line.contains(" WARN ") || (isTrouble && !line.contains(" INFO "));
        if (isTrouble) {
          System.out.println(line);
        }
        if (line.contains(" ERROR i.f")) { // a logger of ours: im.fenghuo, shortened
          errors.add(line);
        }
      }
    } catch (IOException ended) {
      // The process has ended.
    }
  }

  /// What our own code has logged as errors so far.
  List<String> errors() {
    return List.copyOf(errors);
  }

  /// Ends it as `kill -9` does. Blocks until it is gone.
  void kill() throws IOException {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Asks it to stop, and makes it if it does not. Blocks.
  void stop() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
