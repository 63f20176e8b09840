package im.fenghuo.sasl;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.tls.Certificates;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServerOptions;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Over a real connection: both ends must compute the same.
class ChannelBindingsTest {

  @TempDir Path directory = Path.of("unset");

  private final Vertx vertx = Vertx.vertx();
  private final CompletableFuture<Map<ChannelBinding, Octets>> server = new CompletableFuture<>();
  private Certificates certificates;
  private int port;

  @BeforeEach
  void start() throws Exception {
    certificates =
        Certificates.selfSigned(
            directory.resolve("tls.pem"),
            List.of("localhost"),
            List.of(),
            Clock.systemUTC(),
            new SecureRandom());
    port =
        vertx
            .createNetServer(certificates.applyTo(new NetServerOptions().setSsl(true)))
            .connectHandler(socket -> server.complete(ChannelBindings.of(socket.sslSession())))
            .listen(0, "127.0.0.1")
            .await(10, TimeUnit.SECONDS)
            .actualPort();
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void both_ends_of_a_tls_1_3_connection_compute_the_same() throws Exception {
    ExtendedSSLSession client = connect("TLSv1.3");
    X509Certificate certificate = (X509Certificate) client.getPeerCertificates()[0];

    assertThat(server.get(10, TimeUnit.SECONDS))
        .isEqualTo(
            Map.of(
                ChannelBinding.TLS_EXPORTER,
                Octets.of(
                    client.exportKeyingMaterialData("EXPORTER-Channel-Binding", new byte[0], 32)),
                ChannelBinding.TLS_SERVER_END_POINT,
                Octets.of(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()))));
  }

  @Test
  void tls_1_2_has_only_the_certificate() throws Exception {
    ExtendedSSLSession client = connect("TLSv1.2");
    X509Certificate certificate = (X509Certificate) client.getPeerCertificates()[0];

    assertThat(server.get(10, TimeUnit.SECONDS))
        .isEqualTo(
            Map.of(
                ChannelBinding.TLS_SERVER_END_POINT,
                requireNonNull(ChannelBindings.endPoint(certificate).orElse(null))));
  }

  private TrustManager[] trusted() throws Exception {
    KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
    anchors.load(null, null);
    anchors.setCertificateEntry("self-signed", certificates.certificates().getFirst());
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(anchors);
    return factory.getTrustManagers();
  }

  private ExtendedSSLSession connect(String protocol) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trusted(), null);
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setProtocols(new String[] {protocol});
      socket.setSSLParameters(parameters);
      socket.setSoTimeout(10_000);
      socket.startHandshake();
      server.get(10, TimeUnit.SECONDS); // TLS 1.3: the server finishes after the client
      return (ExtendedSSLSession) socket.getSession();
    }
  }
}
