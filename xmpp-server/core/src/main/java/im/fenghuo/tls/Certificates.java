package im.fenghuo.tls;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// The server's certificates, and the TLS options made of them (RFC 7590, RFC 9325). Safe for many
/// threads.
public final class Certificates {

  /// A self-signed certificate is replaced when it is valid for less than this.
  private static final Duration RENEW_BEFORE = Duration.ofDays(30);

  /// Forward secrecy and authenticated encryption only, for TLS 1.3 and 1.2. The cheapest first:
  /// all of them are beyond reach of an attacker.
  private static final Set<String> CIPHER_SUITES =
      new LinkedHashSet<>(
          List.of(
              "TLS_AES_128_GCM_SHA256",
              "TLS_AES_256_GCM_SHA384",
              "TLS_CHACHA20_POLY1305_SHA256",
              "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
              "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
              "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
              "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
              "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
              "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"));

  /// Where one certificate is: the chain and the key, which may be in the same file.
  public record Source(Path certificate, Path key) {}

  private final List<Source> sources;
  private volatile List<CertificateFile> current;
  private volatile List<String> versions = List.of("TLSv1.3", "TLSv1.2");

  private Certificates(List<Source> sources) throws IOException {
    this.sources = List.copyOf(sources);
    this.current = read();
  }

  /// Restricts the versions of TLS that are accepted, at first 1.3 and 1.2. Returns itself.
  public Certificates accept(List<String> accepted) {
    versions = List.copyOf(accepted);
    return this;
  }

  /// Blocks. Certificates from PEM files. With several, a client gets the one for the name that it
  /// asks for (SNI), or the first. Fails with a message that names the file.
  public static Certificates ofFiles(List<Source> sources) throws IOException {
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("no certificate");
    }
    return new Certificates(sources);
  }

  /// Blocks. The self-signed certificate in `file`, which is made when there is none, when it does
  /// not name all these domains and their services, or when it expires soon.
  ///
  /// @param services the first labels of the services that each domain has
  public static Certificates selfSigned(
      Path file, List<String> domains, List<String> services, Clock clock, SecureRandom random)
      throws IOException {
    List<String> names = SelfSigned.names(domains, services);
    if (!Files.exists(file) || !isGood(file, names, clock.instant())) {
      SecretFile.write(file, SelfSigned.create(names, clock, random));
    }
    return new Certificates(List.of(new Source(file, file)));
  }

  private static boolean isGood(Path file, List<String> names, Instant now) throws IOException {
    X509Certificate certificate = CertificateFile.read(file, file).certificate();
    return certificate.getNotAfter().toInstant().minus(RENEW_BEFORE).isAfter(now)
        && namesOf(certificate)
            .containsAll(
                names.stream().filter(n -> n.indexOf(':') < 0).map(SelfSigned::ascii).toList());
  }

  private static Set<String> namesOf(X509Certificate certificate) {
    Set<String> names = new HashSet<>();
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      if (alternatives != null) {
        alternatives.forEach(each -> names.add(String.valueOf(each.get(1))));
      }
    } catch (CertificateParsingException e) {
      return Set.of(); // then it is replaced
    }
    return names;
  }

  private List<CertificateFile> read() throws IOException {
    List<CertificateFile> files = new ArrayList<>();
    for (Source source : sources) {
      files.add(CertificateFile.read(source.certificate(), source.key()));
    }
    return List.copyOf(files);
  }

  /// Blocks. Reads the files again. True when they have changed: then servers want new [#options].
  /// When they cannot be read, fails, and the certificates stay as they were.
  public boolean reload() throws IOException {
    List<CertificateFile> fresh = read();
    if (fresh.equals(current)) {
      return false;
    }
    current = fresh;
    return true;
  }

  /// The server's own certificates, in the order of their sources.
  public List<X509Certificate> certificates() {
    return current.stream().map(CertificateFile::certificate).toList();
  }

  /// What is passed to `updateSSLOptions` of a running server after a [#reload]. `protocols` are
  /// what is offered by ALPN (RFC 7301), as in `xmpp-client` (XEP-0368); without any there is none.
  public ServerSSLOptions options(String... protocols) {
    ServerSSLOptions options = applyTo(new NetServerOptions(), protocols).getSslOptions();
    return Objects.requireNonNull(options, "no TLS options");
  }

  /// Sets everything that a server needs for TLS, but not `ssl`: a server with STARTTLS begins
  /// without. Returns its argument.
  public <T extends NetServerOptions> T applyTo(T options, String... protocols) {
    PemKeyCertOptions pem = new PemKeyCertOptions();
    for (CertificateFile each : current) {
      pem.addCertValue(Buffer.buffer(each.chain())).addKeyValue(Buffer.buffer(each.key()));
    }
    options
        .setKeyCertOptions(pem)
        .setSni(current.size() > 1)
        .setEnabledSecureTransportProtocols(new LinkedHashSet<>(versions))
        .setSslHandshakeTimeout(10)
        .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
        .setUseAlpn(protocols.length > 0);
    CIPHER_SUITES.forEach(options::addEnabledCipherSuite);
    if (protocols.length > 0) {
      Objects.requireNonNull(options.getSslOptions())
          .setApplicationLayerProtocols(List.of(protocols));
    }
    return options;
  }
}
