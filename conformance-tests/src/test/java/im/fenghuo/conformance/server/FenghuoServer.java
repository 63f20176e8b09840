package im.fenghuo.conformance.server;

import im.fenghuo.conformance.client.Address;
import im.fenghuo.conformance.scenario.ServerUnderTest;
import im.fenghuo.storage.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Our server as `docs/examples/interop.toml` describes it, on free ports and an empty data
/// directory: one process, or several with one database.
public final class FenghuoServer implements ServerUnderTest, AutoCloseable {

  private static final int FIRST_PORT = 10_000;
  private static final int END_OF_PORTS = 32_768;
  private static final Path EXAMPLE = Path.of("..", "docs", "examples", "interop.toml");

  private final Path directory;
  private final String limits;
  private final List<ServerProcess> processes = new ArrayList<>();
  private final List<Address> addresses = new ArrayList<>();
  private final List<EmbeddedPostgres> databases = new ArrayList<>();

  private FenghuoServer(Path directory, String limits) {
    this.directory = directory;
    this.limits = limits;
  }

  /// Starts it. Blocks until clients can connect.
  ///
  /// @throws IOException if it does not start; the message has what it said
  public static FenghuoServer start(int nodes) throws IOException {
    return start(nodes, "");
  }

  /// The same with other limits.
  ///
  /// @param limits lines for the section of that name
  public static FenghuoServer start(int nodes, String limits) throws IOException {
    FenghuoServer server = new FenghuoServer(Files.createTempDirectory("fenghuo-test"), limits);
    try {
      String storage = nodes > 1 ? server.sharedStorage() : "";
      List<Integer> members = freePorts(nodes);
      for (int i = 0; i < nodes; i++) {
        String cluster = nodes > 1 ? cluster(members, i) : "";
        server.startNode(i, storage + cluster);
      }
      return server;
    } catch (IOException | RuntimeException failure) {
      server.close();
      throw failure;
    }
  }

  /// One node with other limits, and with a database that somebody else has started.
  ///
  /// @param url the database's
  /// @param limits lines for the section of that name
  public static FenghuoServer startOn(String url, String limits) throws IOException {
    FenghuoServer server = new FenghuoServer(Files.createTempDirectory("fenghuo-test"), limits);
    try {
      server.startNode(0, storage(url));
      return server;
    } catch (IOException | RuntimeException failure) {
      server.close();
      throw failure;
    }
  }

  /// Nodes with one database in parts that do not know of each other, as when a network is cut:
  /// each part believes that it owns every account.
  ///
  /// @param parts how many nodes each part has
  public static FenghuoServer startSplit(int... parts) throws IOException {
    FenghuoServer server = new FenghuoServer(Files.createTempDirectory("fenghuo-test"), "");
    try {
      String storage = server.sharedStorage();
      for (int part = 0; part < parts.length; part++) {
        List<Integer> members = freePorts(parts[part]);
        for (int i = 0; i < parts[part]; i++) {
          String name = "name = \"part-%d\"\n".formatted(part);
          server.startNode(server.addresses.size(), storage + cluster(members, i) + name);
        }
      }
      return server;
    } catch (IOException | RuntimeException failure) {
      server.close();
      throw failure;
    }
  }

  private String sharedStorage() throws IOException {
    EmbeddedPostgres postgres = EmbeddedPostgres.start(directory.resolve("postgres"));
    databases.add(postgres);
    return storage(postgres.address().toUrl());
  }

  private static String storage(String url) {
    return """
    [storage]
    url = "%s"

    """
        .formatted(url);
  }

  private static String cluster(List<Integer> members, int node) {
    return """
    [cluster]
    enabled = true
    port = %d
    event-bus-port = %d
    members = [%s]
    """
        .formatted(
            members.get(node),
            freePorts(1).getFirst(),
            members.stream()
                .map(port -> "\"127.0.0.1:" + port + "\"")
                .collect(Collectors.joining(", ")));
  }

  private void startNode(int node, String settings) throws IOException {
    List<Integer> ports = freePorts(4);
    String own =
        """
        [listeners]
        xmpp = %d
        xmpps = %d
        http = %d
        https = %d

        [xep.contacts]
        abuse = ["mailto:abuse@localhost"]
        admin = ["mailto:admin@localhost"]

        """
            .formatted(ports.toArray());
    Path config = directory.resolve("node-" + node + ".toml");
    Files.writeString(config, own + settings + example());
    processes.add(ServerProcess.start(config, directory.resolve("node-" + node)));
    addresses.add(new Address("127.0.0.1", ports.getFirst()));
  }

  private String example() throws IOException {
    String example = Files.readString(EXAMPLE);
    for (String limit : limits.lines().toList()) {
      String key = limit.substring(0, limit.indexOf('='));
      example = example.replaceFirst("(?m)^" + Pattern.quote(key) + "=.*\n", "");
    }
    return example.replace("[limits]", "[limits]\n" + limits);
  }

  /// Ports that are free, and below those that systems give to outgoing connections: the clients of
  /// other tests cannot take them before the server has them, nor while it is started again.
  private static List<Integer> freePorts(int count) {
    Set<Integer> ports = new LinkedHashSet<>();
    while (ports.size() < count) {
      int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, END_OF_PORTS);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        ports.add(socket.getLocalPort());
      } catch (IOException taken) {
        // Another one, then.
      }
    }
    return List.copyOf(ports);
  }

  /// Ends all nodes as `kill -9` does. Blocks until they are gone.
  public void kill() throws IOException {
    for (ServerProcess process : processes) {
      process.kill();
    }
    processes.clear();
  }

  /// Starts all nodes again, as they were. Blocks until clients can connect.
  public void startAgain() throws IOException {
    for (int node = 0; node < addresses.size(); node++) {
      processes.add(
          ServerProcess.start(
              directory.resolve("node-" + node + ".toml"), directory.resolve("node-" + node)));
    }
  }

  /// What a command said and how it ended.
  public record Command(int status, String output) {}

  /// Runs a command for the first node, as its operator would. Blocks.
  public Command command(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(
        List.of(
            "--config",
            directory.resolve("node-0.toml").toString(),
            "--data",
            directory.resolve("node-0").toString()));
    return ServerProcess.command(all);
  }

  /// Ends the first node's PostgreSQL as `kill -9` does.
  public void killDatabase() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("node-0"))) {
      Path file =
          files
              .filter(path -> path.endsWith("postmaster.pid"))
              .findFirst()
              .orElseThrow(() -> new IOException("no PostgreSQL is running"));
      long process = Long.parseLong(Files.readAllLines(file).getFirst().strip());
      ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  /// The uploaded files that the first node keeps.
  public List<Path> uploads() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("node-0").resolve("uploads"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /// What the nodes that run have logged as errors: of their own, nobody's request makes one.
  public List<String> errors() {
    return processes.stream().flatMap(process -> process.errors().stream()).toList();
  }

  @Override
  public String domain() {
    return "localhost";
  }

  @Override
  public List<Address> addresses() {
    return List.copyOf(addresses);
  }

  /// Builds run on busy machines, and only a test that fails waits for so long.
  @Override
  public Duration patience() {
    return Duration.ofSeconds(30);
  }

  /// Stops all nodes, and removes what they kept. Blocks.
  @Override
  public void close() throws IOException {
    for (ServerProcess process : processes.reversed()) {
      process.stop();
    }
    for (EmbeddedPostgres database : databases) {
      database.close();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
