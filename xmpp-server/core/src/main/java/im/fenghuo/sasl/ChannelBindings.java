package im.fenghuo.sasl;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/// What a TLS connection can be bound by.
public final class ChannelBindings {

  private ChannelBindings() {}

  /// The binding types that are possible on this connection, with their data, from the server's
  /// side of it. Empty for no TLS at all; never fails, since a type that cannot be computed is one
  /// that is not offered.
  public static Map<ChannelBinding, Octets> of(SSLSession session) {
    Map<ChannelBinding, Octets> bindings = new EnumMap<>(ChannelBinding.class);
    exporter(session).ifPresent(data -> bindings.put(ChannelBinding.TLS_EXPORTER, data));
    Certificate[] local = session.getLocalCertificates();
    if (local != null && local.length > 0 && local[0] instanceof X509Certificate certificate) {
      endPoint(certificate)
          .ifPresent(data -> bindings.put(ChannelBinding.TLS_SERVER_END_POINT, data));
    }
    return bindings;
  }

  /// RFC 9266 §4.2. Only TLS 1.3: in TLS 1.2 it is safe only with the extended master secret, and
  /// the JDK does not tell whether that was negotiated.
  private static Optional<Octets> exporter(SSLSession session) {
    if (!session.getProtocol().equals("TLSv1.3")
        || !(session instanceof ExtendedSSLSession extended)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Octets.of(
              extended.exportKeyingMaterialData("EXPORTER-Channel-Binding", new byte[0], 32)));
    } catch (SSLException | UnsupportedOperationException e) {
      return Optional.empty(); // not every TLS implementation can
    }
  }

  /// RFC 5929 §4.1: the hash of the certificate's own signature, but at least SHA-256.
  static Optional<Octets> endPoint(X509Certificate certificate) {
    Optional<String> digest = digest(certificate);
    if (digest.isEmpty()) {
      return Optional.empty();
    }
    try {
      byte[] hash = MessageDigest.getInstance(digest.get()).digest(certificate.getEncoded());
      return Optional.of(Octets.of(hash));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /// Empty where RFC 5929 leaves it undefined: signatures without a hash of their own (Ed25519).
  private static Optional<String> digest(X509Certificate certificate) {
    String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
    int with = algorithm.indexOf("WITH");
    if (with < 0) {
      return Optional.empty();
    }
    return switch (algorithm.substring(0, with)) {
      case "MD5", "SHA1", "SHA256" -> Optional.of("SHA-256");
      case "SHA384" -> Optional.of("SHA-384");
      case "SHA512" -> Optional.of("SHA-512");
      default -> Optional.empty();
    };
  }
}
