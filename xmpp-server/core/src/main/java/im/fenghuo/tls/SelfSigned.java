package im.fenghuo.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/// Makes a certificate that nobody has signed but its own key (RFC 5280), so that a server that has
/// just been installed offers TLS.
///
/// The JDK cannot do that without its internal classes, and the library that can (bcpkix, with the
/// provider under it) is 9 MB for these lines.
final class SelfSigned {

  /// Apple's clients refuse certificates that are valid for more than 825 days.
  static final Duration VALIDITY = Duration.ofDays(820);

  private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";

  /// RFC 5280 §A.1: ub-common-name.
  private static final int LONGEST_COMMON_NAME = 64;

  private SelfSigned() {}

  /// The key and the certificate as PEM, in this order. The names are domains, in Unicode or
  /// A-labels, or IP addresses.
  static String create(List<String> names, Clock clock, SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      KeyPair pair = generator.generateKeyPair();
      byte[] body = body(names, pair.getPublic().getEncoded(), clock.instant(), random);
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(pair.getPrivate(), random);
      signature.update(body);
      byte[] certificate = Der.sequence(body, algorithm(), Der.bitString(0, signature.sign()));
      return pem("PRIVATE KEY", pair.getPrivate().getEncoded()) + pem("CERTIFICATE", certificate);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every JDK has P-256
    }
  }

  static String pem(String label, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }

  private static byte[] algorithm() {
    return Der.sequence(Der.oid(ECDSA_WITH_SHA256));
  }

  /// `TBSCertificate`.
  private static byte[] body(List<String> names, byte[] publicKey, Instant now, SecureRandom random)
      throws GeneralSecurityException {
    byte[] name = name(names.getFirst());
    return Der.sequence(
        Der.explicit(0, Der.integer(BigInteger.TWO)), // version 3
        Der.integer(new BigInteger(126, random).add(BigInteger.ONE)),
        algorithm(),
        name,
        // Clocks differ: valid since yesterday.
        Der.sequence(
            Der.time(now.minus(Duration.ofDays(1))),
            Der.time(now.plus(VALIDITY).minus(Duration.ofDays(1)))),
        name,
        publicKey,
        Der.explicit(3, extensions(names, publicKey)));
  }

  private static byte[] name(String domain) {
    String text = ascii(domain);
    String common = text.length() > LONGEST_COMMON_NAME ? "Fenghuo" : text;
    return Der.sequence(Der.set(Der.sequence(Der.oid("2.5.4.3"), Der.utf8String(common))));
  }

  private static byte[] extensions(List<String> names, byte[] publicKey)
      throws GeneralSecurityException {
    // Only dNSName and iPAddress: some servers refuse certificates with SRVName or XmppAddr.
    byte[][] alternatives = names.stream().map(SelfSigned::generalName).toArray(byte[][]::new);
    byte[] identifier = MessageDigest.getInstance("SHA-1").digest(publicKey);
    return Der.sequence(
        extension("2.5.29.14", false, Der.octetString(identifier)),
        extension("2.5.29.17", false, Der.sequence(alternatives)),
        extension("2.5.29.19", true, Der.sequence()), // not a certificate authority
        extension("2.5.29.15", true, Der.bitString(7, new byte[] {(byte) 0x80})), // signatures
        extension(
            "2.5.29.37",
            false,
            Der.sequence(
                Der.oid("1.3.6.1.5.5.7.3.1"), // as a server, and
                Der.oid("1.3.6.1.5.5.7.3.2")))); // to other servers
  }

  private static byte[] extension(String oid, boolean isCritical, byte[] content) {
    return isCritical
        ? Der.sequence(Der.oid(oid), Der.bool(true), Der.octetString(content))
        : Der.sequence(Der.oid(oid), Der.octetString(content));
  }

  private static byte[] generalName(String name) {
    if (name.indexOf(':') >= 0 || name.matches("[0-9]+(\\.[0-9]+){3}")) {
      try {
        return Der.implicit(7, InetAddress.getByName(name).getAddress());
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException("not an IP address: " + name, e);
      }
    }
    return Der.implicit(2, ascii(name).getBytes(US_ASCII));
  }

  static String ascii(String domain) {
    return IDN.toASCII(domain);
  }

  /// The names that a server for these domains goes by: theirs, those of the services that it has
  /// below them, and for `localhost` its addresses.
  static List<String> names(List<String> domains, List<String> services) {
    return Stream.concat(
            domains.stream(),
            domains.stream()
                .filter(domain -> domain.indexOf(':') < 0)
                .flatMap(domain -> below(domain, services)))
        .distinct()
        .toList();
  }

  private static Stream<String> below(String domain, List<String> labels) {
    Stream<String> services = labels.stream().map(label -> label + "." + domain);
    return domain.equals("localhost")
        ? Stream.concat(services, Stream.of("127.0.0.1", "::1"))
        : services;
  }
}
