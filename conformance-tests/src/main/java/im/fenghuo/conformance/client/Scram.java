package im.fenghuo.conformance.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/// The client's side of one SCRAM exchange (RFC 5802), without channel binding.
///
/// The keys derived from the password are kept between exchanges, as RFC 5802 §5.1 allows, so that
/// a login does not cost this client thousands of hashes.
public final class Scram {

  /// What one account keeps between its logins.
  public static final class Keys {

    private final String salt;
    private final int iterations;
    private final byte[] client;
    private final byte[] stored;
    private final byte[] server;

    private Keys(String salt, int iterations, byte[] client, byte[] stored, byte[] server) {
      this.salt = salt;
      this.iterations = iterations;
      this.client = client;
      this.stored = stored;
      this.server = server;
    }

    private boolean isFor(String newSalt, int newIterations) {
      return salt.equals(newSalt) && iterations == newIterations;
    }
  }

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int MOST_ITERATIONS = 1_000_000;

  private final String digest;
  private final String hmac;
  private final String password;
  private final String nonce;
  private final String firstBare;
  private byte[] expectedSignature = {};

  /// @param digest the hash, as in `SHA-256`
  public Scram(String digest, String user, String password) {
    this(digest, user, password, newNonce());
  }

  Scram(String digest, String user, String password, String nonce) {
    this.digest = digest;
    this.hmac = "Hmac" + digest.replace("-", "");
    this.password = password;
    this.nonce = nonce;
    this.firstBare = "n=" + user.replace("=", "=3D").replace(",", "=2C") + ",r=" + nonce;
  }

  /// The client-first-message.
  public String first() {
    return "n,," + firstBare;
  }

  /// A client-final-message and the keys that it was made with.
  public record Final(String message, Keys keys) {}

  /// Answers the server-first-message; `known` are the keys of an earlier exchange, used if salt
  /// and count are still the same.
  public Final answer(String serverFirst, Optional<Keys> known) throws GeneralSecurityException {
    String combined = "";
    String salt = "";
    int iterations = 0;
    for (String part : serverFirst.split(",", -1)) {
      if (part.startsWith("r=")) {
        combined = part.substring(2);
      } else if (part.startsWith("s=")) {
        salt = part.substring(2);
      } else if (part.startsWith("i=")) {
        iterations = Integer.parseInt(part.substring(2));
      }
    }
    if (!combined.startsWith(nonce)
        || salt.isEmpty()
        || iterations < 1
        || iterations > MOST_ITERATIONS) {
      throw new GeneralSecurityException("not a SCRAM challenge: " + serverFirst);
    }
    Keys keys =
        known.isPresent() && known.get().isFor(salt, iterations)
            ? known.get()
            : derive(salt, iterations);
    String withoutProof = "c=biws,r=" + combined;
    byte[] signed = (firstBare + "," + serverFirst + "," + withoutProof).getBytes(UTF_8);
    byte[] proof = hmac(keys.stored, signed);
    for (int i = 0; i < proof.length; i++) {
      proof[i] ^= keys.client[i];
    }
    expectedSignature = hmac(keys.server, signed);
    return new Final(withoutProof + ",p=" + Base64.getEncoder().encodeToString(proof), keys);
  }

  /// Whether the server-final-message proves that the server knows the password too.
  public boolean isServerProven(String serverFinal) {
    if (!serverFinal.startsWith("v=")) {
      return false;
    }
    byte[] signature = Base64.getDecoder().decode(serverFinal.substring(2).split(",", 2)[0]);
    return MessageDigest.isEqual(expectedSignature, signature);
  }

  private Keys derive(String salt, int iterations) throws GeneralSecurityException {
    byte[] salted =
        SecretKeyFactory.getInstance("PBKDF2With" + hmac)
            .generateSecret(
                new PBEKeySpec(
                    password.toCharArray(),
                    Base64.getDecoder().decode(salt),
                    iterations,
                    MessageDigest.getInstance(digest).getDigestLength() * 8))
            .getEncoded();
    byte[] client = hmac(salted, "Client Key".getBytes(UTF_8));
    byte[] stored = MessageDigest.getInstance(digest).digest(client);
    byte[] server = hmac(salted, "Server Key".getBytes(UTF_8));
    Arrays.fill(salted, (byte) 0);
    return new Keys(salt, iterations, client, stored, server);
  }

  private byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(hmac);
    mac.init(new SecretKeySpec(key, hmac));
    return mac.doFinal(data);
  }

  private static String newNonce() {
    byte[] random = new byte[18];
    RANDOM.nextBytes(random);
    return Base64.getEncoder().encodeToString(random);
  }
}
