package im.fenghuo.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// How PostgreSQL's programs are started, which refuse to run as root: as root, within a user
/// namespace of their own or, where those are forbidden, as another user who then owns the files.
///
/// @param prefix what stands before the command
/// @param user the user who runs the programs, or "" for our own
record Launch(List<String> prefix, String user) {

  /// Users without rights that a system may have, the best first.
  private static final List<String> USERS = List.of("fenghuo", "postgres", "nobody");

  private static final String ROOT = "root";

  private static final int SECONDS = 60;

  /// Blocks. Finds a way that works here for the files in `home`, of which an existing `data` keeps
  /// its owner.
  static Launch choose(Path home, Path data) throws IOException {
    if (!ROOT.equals(System.getProperty("user.name"))) {
      return new Launch(List.of(), "");
    }
    String owner = Files.exists(data) ? Files.getOwner(data).getName() : ROOT;
    return owner.equals(ROOT) && succeeds(List.of("unshare", "-U", "true"))
        ? new Launch(List.of("unshare", "-U"), "")
        : as(owner.equals(ROOT) ? USERS : List.of(owner), home);
  }

  private static Launch as(List<String> users, Path entered) throws IOException {
    for (String user : users) {
      List<String> prefix =
          List.of("setpriv", "--reuid", user, "--regid", group(user), "--clear-groups");
      if (succeeds(command(prefix, List.of("test", "-x", entered.toString())))) {
        return new Launch(prefix, user);
      }
    }
    throw new IOException(
        """
        PostgreSQL does not run as root, this system forbids user namespaces, and none of the \
        users %s may enter %s. Run Fenghuo as another user, or set storage.url to a PostgreSQL \
        server of your own\
        """
            .formatted(users, entered));
  }

  /// The number of the user's first group, or "" when there is no such user.
  private static String group(String user) throws IOException {
    Process id = new ProcessBuilder("id", "-g", user).start();
    return new String(id.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
  }

  /// Blocks. Gives the user who runs the programs what is at `path`.
  void own(Path path) throws IOException {
    if (user.isEmpty() || !Files.exists(path)) {
      return;
    }
    var principal =
        path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user);
    List<Path> all;
    try (Stream<Path> walk = Files.walk(path)) {
      all = walk.toList();
    }
    for (Path each : all) {
      Files.setOwner(each, principal);
    }
  }

  /// A process that this starts, with its output (and errors) going to `log`.
  ProcessBuilder process(Path log, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command(prefix, command));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    // The surroundings must not reconfigure the server (PGDATA, PGPORT, …) nor translate its log.
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("PG"));
    environment.put("LC_ALL", "C");
    return builder;
  }

  /// Blocks, a minute at most. Whether the command ended with 0; false when there is none.
  static boolean succeeds(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly();
      return ended && process.exitValue() == 0;
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static List<String> command(List<String> prefix, List<String> command) {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(command);
    return all;
  }
}
