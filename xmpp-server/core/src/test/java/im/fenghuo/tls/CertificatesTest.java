package im.fenghuo.tls;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesTest {

  private final Clock clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();

  @TempDir Path directory = Path.of("unset");

  private static final List<String> SERVICES = List.of("conference", "upload", "pubsub", "proxy");

  private Certificates selfSigned(String... domains) throws IOException {
    return Certificates.selfSigned(file(), List.of(domains), SERVICES, clock, random);
  }

  private Path file() {
    return directory.resolve("tls").resolve("self-signed.pem");
  }

  @Test
  void a_certificate_is_made_once_for_the_domains_and_their_services() throws Exception {
    X509Certificate made = selfSigned("example.org", "bücher.example").certificates().getFirst();
    X509Certificate read = selfSigned("example.org", "bücher.example").certificates().getFirst();

    assertThat(read).isEqualTo(made);
    assertThat(made.getSubjectAlternativeNames())
        .extracting(List::getLast)
        .map(String::valueOf)
        .containsExactly(
            "example.org",
            "xn--bcher-kva.example",
            "conference.example.org",
            "upload.example.org",
            "pubsub.example.org",
            "proxy.example.org",
            "conference.xn--bcher-kva.example",
            "upload.xn--bcher-kva.example",
            "pubsub.xn--bcher-kva.example",
            "proxy.xn--bcher-kva.example");
    made.checkValidity();
    made.verify(made.getPublicKey());
    assertThat(made.getBasicConstraints()).isEqualTo(-1);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void localhost_has_addresses_too() throws Exception {
    assertThat(selfSigned("localhost").certificates().getFirst().getSubjectAlternativeNames())
        .extracting(List::getLast)
        .map(String::valueOf)
        .contains("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
  }

  @Test
  void another_domain_makes_another_certificate() throws Exception {
    X509Certificate before = selfSigned("example.org").certificates().getFirst();

    assertThat(selfSigned("example.org", "example.com").certificates().getFirst())
        .isNotEqualTo(before);
  }

  @Test
  void a_certificate_that_expires_soon_is_replaced() throws Exception {
    Clock past = Clock.fixed(clock.instant().minus(Duration.ofDays(800)), ZoneOffset.UTC);
    X509Certificate before =
        Certificates.selfSigned(file(), List.of("example.org"), SERVICES, past, random)
            .certificates()
            .getFirst();

    assertThat(selfSigned("example.org").certificates().getFirst()).isNotEqualTo(before);
  }

  @Test
  void changed_files_are_noticed_and_damaged_ones_change_nothing() throws Exception {
    Certificates certificates = selfSigned("example.org");
    X509Certificate before = certificates.certificates().getFirst();
    assertThat(certificates.reload()).isFalse();

    SecretFile.write(file(), "half a fi");
    assertThatIOException()
        .isThrownBy(certificates::reload)
        .withMessageContaining("no certificate");
    assertThat(certificates.certificates()).containsExactly(before);

    SecretFile.write(file(), SelfSigned.create(List.of("example.org"), clock, random));
    assertThat(certificates.reload()).isTrue();
    assertThat(certificates.certificates().getFirst()).isNotEqualTo(before);
  }

  @Test
  void the_key_of_another_certificate_is_refused() throws Exception {
    Path one = directory.resolve("one.pem");
    Path other = directory.resolve("other.pem");
    SecretFile.write(one, SelfSigned.create(List.of("example.org"), clock, random));
    SecretFile.write(other, SelfSigned.create(List.of("example.org"), clock, random));

    assertThatIOException()
        .isThrownBy(() -> Certificates.ofFiles(List.of(new Certificates.Source(one, other))))
        .withMessage(other + " is not the key of the certificate in " + one);
  }

  @Test
  void files_without_a_key_or_with_an_encrypted_one_are_refused() throws Exception {
    Path certificate = directory.resolve("one.pem");
    SecretFile.write(certificate, SelfSigned.create(List.of("example.org"), clock, random));
    Path key = directory.resolve("key.pem");

    Files.writeString(key, "nothing");
    assertThatIOException()
        .isThrownBy(() -> Certificates.ofFiles(List.of(new Certificates.Source(certificate, key))))
        .withMessageContaining("holds no private key");

    Files.writeString(key, SelfSigned.pem("ENCRYPTED PRIVATE KEY", new byte[] {1, 2, 3}));
    assertThatIOException()
        .isThrownBy(() -> Certificates.ofFiles(List.of(new Certificates.Source(certificate, key))))
        .withMessageContaining("encrypted");

    Files.writeString(key, SelfSigned.pem("PRIVATE KEY", new byte[] {1, 2, 3}));
    assertThatIOException()
        .isThrownBy(() -> Certificates.ofFiles(List.of(new Certificates.Source(certificate, key))))
        .withMessage(key + " is no EC key");
  }

  /// As openssl writes them: `openssl ecparam -name prime256v1 -genkey`, and its certificate.
  @Test
  void keys_in_the_older_form_are_read() throws Exception {
    Path file = directory.resolve("old.pem");
    try (var resource = CertificatesTest.class.getResourceAsStream("sec1.pem")) {
      Files.write(file, requireNonNull(resource).readAllBytes());
    }

    Certificates certificates = Certificates.ofFiles(List.of(new Certificates.Source(file, file)));

    assertThat(certificates.certificates().getFirst().getSubjectX500Principal().getName())
        .isEqualTo("CN=old.example");
  }

  @Test
  void clients_get_the_certificate_that_they_ask_for_and_no_old_protocol() throws Exception {
    Path one = directory.resolve("one.pem");
    Path two = directory.resolve("two.pem");
    SecretFile.write(one, SelfSigned.create(List.of("one.example"), clock, random));
    SecretFile.write(two, SelfSigned.create(List.of("two.example"), clock, random));
    Certificates certificates =
        Certificates.ofFiles(
            List.of(new Certificates.Source(one, one), new Certificates.Source(two, two)));

    Vertx vertx = Vertx.vertx();
    try {
      NetServer server =
          vertx.createNetServer(
              certificates.applyTo(new NetServerOptions().setSsl(true), "xmpp-client"));
      server.connectHandler(socket -> {});
      int port = server.listen(0, "127.0.0.1").await(10, TimeUnit.SECONDS).actualPort();

      assertThat(connect(port, "two.example", certificates, "TLSv1.3", "xmpp-client"))
          .isEqualTo("CN=two.example");
      assertThat(connect(port, "one.example", certificates, "TLSv1.2", "xmpp-client"))
          .isEqualTo("CN=one.example");
      assertThat(connect(port, "other.example", certificates, "TLSv1.3", "xmpp-client"))
          .isEqualTo("CN=one.example");
      assertThatExceptionOfType(SSLException.class)
          .isThrownBy(() -> connect(port, "one.example", certificates, "TLSv1.1", "xmpp-client"));
    } finally {
      vertx.close().await(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void a_version_of_tls_can_be_switched_off() throws Exception {
    Certificates certificates = selfSigned("one.example");
    assertThat(certificates.options().getEnabledSecureTransportProtocols())
        .containsExactly("TLSv1.3", "TLSv1.2");

    assertThat(
            certificates.accept(List.of("TLSv1.3")).options().getEnabledSecureTransportProtocols())
        .containsExactly("TLSv1.3");
  }

  /// The subject of the certificate that a server shows, which the client verifies.
  private static String connect(
      int port, String name, Certificates trusted, String protocol, String application)
      throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (X509Certificate each : trusted.certificates()) {
      store.setCertificateEntry(each.getSubjectX500Principal().getName(), each);
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(name)));
      parameters.setProtocols(new String[] {protocol});
      parameters.setApplicationProtocols(new String[] {application});
      socket.setSSLParameters(parameters);
      socket.setSoTimeout(10_000);
      socket.startHandshake();
      assertThat(socket.getApplicationProtocol()).isEqualTo(application);
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
          .getSubjectX500Principal()
          .getName();
    }
  }
}
