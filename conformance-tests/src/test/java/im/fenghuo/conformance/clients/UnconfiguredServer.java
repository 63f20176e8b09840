package im.fenghuo.conformance.clients;

import im.fenghuo.config.ConfigFile;
import im.fenghuo.core.ClientPorts;
import im.fenghuo.dist.Server;
import im.fenghuo.xep.XepCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// Our server in this process, as it is without configuration but on free ports and with an empty
/// data directory.
final class UnconfiguredServer implements AutoCloseable {

  private static final String ANY_PORTS =
      """
      [listeners]
      xmpp = 0
      xmpps = 0
      http = 0
      https = 0
      """;

  private final Path directory;
  private final Server server;

  private UnconfiguredServer(Path directory, Server server) {
    this.directory = directory;
    this.server = server;
  }

  /// Starts it. Blocks until clients can connect.
  static UnconfiguredServer start() throws Exception {
    return start("");
  }

  /// The same with more settings.
  static UnconfiguredServer start(String settings) throws Exception {
    Path directory = Files.createTempDirectory("fenghuo-clients");
    Path file = Files.writeString(directory.resolve("config.toml"), ANY_PORTS + settings);
    ConfigFile read = ConfigFile.read(file, XepCatalog.SETTINGS);
    ConfigFile config =
        new ConfigFile(read.config().data(directory.resolve("data")), read.extensions());
    return new UnconfiguredServer(directory, Server.start(config));
  }

  ClientPorts ports() {
    return server.ports();
  }

  /// What clients are to trust.
  Path certificate() {
    return directory.resolve("data").resolve("certificate.pem");
  }

  /// Stops it and removes what it kept. Blocks.
  @Override
  public void close() throws IOException {
    server.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
