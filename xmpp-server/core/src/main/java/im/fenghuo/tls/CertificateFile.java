package im.fenghuo.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A certificate with its chain, the server's own first, and its private key, read from PEM files.
///
/// @param chain as PEM
/// @param key as PEM, in PKCS #8
record CertificateFile(X509Certificate certificate, String chain, String key) {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

  private static final String EXAMPLE = "expected PEM: -----BEGIN %s-----";

  /// A file with both, or with one of them and the file of the other, must be smaller.
  private static final long LARGEST = 1 << 20;

  /// `base64` is as written, with line breaks.
  private record Block(String label, String base64) {
    byte[] der() {
      return Base64.getMimeDecoder().decode(base64);
    }
  }

  /// Blocks. Fails with a message that names the file and says what is wrong with it.
  static CertificateFile read(Path certificateFile, Path keyFile) throws IOException {
    List<X509Certificate> certificates = new ArrayList<>();
    StringBuilder chain = new StringBuilder();
    for (Block block : blocks(certificateFile)) {
      if (block.label().equals("CERTIFICATE")) {
        certificates.add(certificate(certificateFile, block.der()));
        chain.append(SelfSigned.pem("CERTIFICATE", block.der()));
      }
    }
    if (certificates.isEmpty()) {
      throw new IOException(
          certificateFile + " holds no certificate; " + EXAMPLE.formatted("CERTIFICATE"));
    }
    X509Certificate own = certificates.getFirst();
    byte[] key = key(keyFile, own);
    requireMatch(own, key, certificateFile, keyFile);
    return new CertificateFile(own, chain.toString(), SelfSigned.pem("PRIVATE KEY", key));
  }

  private static List<Block> blocks(Path file) throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new IOException(file + " is larger than 1 MiB");
    }
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(new String(Files.readAllBytes(file), US_ASCII));
    while (matcher.find()) {
      Block block = new Block(matcher.group(1), matcher.group(2));
      requireBase64(file, block);
      blocks.add(block);
    }
    return blocks;
  }

  private static void requireBase64(Path file, Block block) throws IOException {
    try {
      block.der();
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": damaged " + block.label(), e);
    }
  }

  private static X509Certificate certificate(Path file, byte[] der) throws IOException {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (GeneralSecurityException e) {
      throw new IOException(file + ": damaged certificate", e);
    }
  }

  /// The key in PKCS #8. The older forms lack only what the certificate's public key says too: the
  /// algorithm and its parameters.
  private static byte[] key(Path file, X509Certificate certificate) throws IOException {
    for (Block block : blocks(file)) {
      String label = block.label();
      if (label.equals("PRIVATE KEY")) {
        return block.der();
      }
      if (label.equals("RSA PRIVATE KEY") || label.equals("EC PRIVATE KEY")) {
        return Der.sequence(
            Der.integer(BigInteger.ZERO),
            Der.firstInside(certificate.getPublicKey().getEncoded()),
            Der.octetString(block.der()));
      }
      if (label.equals("ENCRYPTED PRIVATE KEY")) {
        throw new IOException(file + ": the key is encrypted; one without passphrase is needed");
      }
    }
    throw new IOException(file + " holds no private key; " + EXAMPLE.formatted("PRIVATE KEY"));
  }

  /// Signs something with the one and verifies it with the other.
  private static void requireMatch(
      X509Certificate certificate, byte[] key, Path certificateFile, Path keyFile)
      throws IOException {
    String algorithm = certificate.getPublicKey().getAlgorithm();
    boolean isMatch;
    try {
      PrivateKey parsed =
          KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(key));
      Signature signature = Signature.getInstance(signatureAlgorithm(algorithm));
      signature.initSign(parsed);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      isMatch = signature.verify(signed);
    } catch (GeneralSecurityException e) {
      throw new IOException(keyFile + " is no %s key".formatted(algorithm), e);
    }
    if (!isMatch) {
      throw new IOException(keyFile + " is not the key of the certificate in " + certificateFile);
    }
  }

  private static String signatureAlgorithm(String keyAlgorithm) {
    return switch (keyAlgorithm) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> keyAlgorithm; // EdDSA
    };
  }
}
