package im.fenghuo.dist;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.config.ConfigFile;
import im.fenghuo.core.ClientPorts;
import im.fenghuo.tls.Certificates;
import im.fenghuo.xep.XepCatalog;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenewedCertificateTest {

  private static final String HEADER =
      "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'"
          + " to='localhost' version='1.0'>";
  private static final String START_TLS = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";

  @TempDir private Path directory;
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  @Test
  void new_connections_get_a_renewed_certificate_and_a_broken_one_changes_nothing()
      throws Exception {
    Path file = directory.resolve("certificate.pem");
    Certificate first = create(file);
    try (Server server = Server.start(config(file))) {
      assertThat(presented(server.ports())).containsOnly(first);
      assertThat(reload()).isEqualTo("the certificate is as it was\n");

      Certificate second = create(file);
      assertThat(reload()).isEqualTo("the certificate is renewed\n");
      assertThat(presented(server.ports())).containsOnly(second).doesNotContain(first);

      Files.writeString(file, "-----BEGIN CERTIFICATE-----\n");
      assertThat(reload())
          .startsWith("the former certificate stays in use: " + file + " holds no certificate");
      assertThat(presented(server.ports())).containsOnly(second);
    }
    assertThat(reload()).startsWith("no server is running on");
  }

  private static Certificate create(Path file) throws IOException {
    Files.deleteIfExists(file);
    return Certificates.selfSigned(
            file, List.of("localhost"), List.of(), Clock.systemUTC(), new SecureRandom())
        .certificates()
        .getFirst();
  }

  private ConfigFile config(Path certificate) throws Exception {
    Path file = directory.resolve("config.toml");
    Files.writeString(
        file,
        """
        [listeners]
        xmpp = 0
        xmpps = 0
        http = 0
        https = 0
        [tls]
        certificate = "%1$s"
        key = "%1$s"
        """
            .formatted(certificate));
    ConfigFile read = ConfigFile.read(file, XepCatalog.SETTINGS);
    return new ConfigFile(read.config().data(data()), read.extensions());
  }

  private Path data() {
    return directory.resolve("data");
  }

  private String reload() {
    StringWriter out = new StringWriter();
    PrintWriter printer = new PrintWriter(out, true);
    Main.commandLine()
        .setOut(printer)
        .setErr(printer)
        .execute("reload", "--data", data().toString());
    return out.toString();
  }

  /// What the server's ports say that they are: several connections each, for all loops.
  private List<Certificate> presented(ClientPorts ports) throws Exception {
    List<Certificate> presented = new ArrayList<>();
    for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
      presented.add(certificate(connect(true, ports.xmpps())));
      presented.add(certificate(connect(true, ports.https())));
      presented.add(certificate(connect(false, ports.xmpp()).compose(this::startTls)));
    }
    return presented;
  }

  private Future<NetSocket> connect(boolean tls, int port) {
    NetClientOptions options = new NetClientOptions().setSsl(tls);
    if (tls) {
      options.setTrustAll(true).setHostnameVerificationAlgorithm("");
    }
    return vertx.createNetClient(options).connect(port, "localhost");
  }

  private Future<NetSocket> startTls(NetSocket socket) {
    Promise<Void> proceed = Promise.promise();
    StringBuilder heard = new StringBuilder();
    socket.handler(bytes -> {
      heard.append(bytes);
      if (heard.indexOf("<proceed") >= 0) {
        proceed.tryComplete();
      } else if (heard.indexOf("</stream:features>") >= 0) {
        socket.write(START_TLS);
      }
    });
    socket.write(HEADER);
    ClientSSLOptions trusting =
        new ClientSSLOptions().setTrustAll(true).setHostnameVerificationAlgorithm("");
    return proceed.future().compose(_ -> socket.upgradeToSsl(trusting)).map(socket);
  }

  private static Certificate certificate(Future<NetSocket> connecting) throws Exception {
    NetSocket socket = connecting.await();
    Certificate certificate = socket.peerCertificates().getFirst();
    socket.close().await();
    return certificate;
  }
}
