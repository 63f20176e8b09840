package im.fenghuo.conformance.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/// The client's half of SCRAM without channel binding (RFC 5802, RFC 7677).
final class Scram {

  private static final Map<String, String> HASHES =
      Map.of("SCRAM-SHA-1", "SHA-1", "SCRAM-SHA-256", "SHA-256", "SCRAM-SHA-512", "SHA-512");

  private final String digest;
  private final String hmac;
  private final String password;
  private final String clientFirstBare;
  private String serverSignature = "";

  Scram(String mechanism, String user, String password) {
    String hash = HASHES.getOrDefault(mechanism, "SHA-1");
    byte[] nonce = new byte[18];
    new SecureRandom().nextBytes(nonce);
    this.digest = hash;
    this.hmac = "Hmac" + hash.replace("-", "");
    this.password = password;
    this.clientFirstBare = "n=" + user + ",r=" + encode(nonce);
  }

  static boolean knows(String mechanism) {
    return HASHES.containsKey(mechanism);
  }

  String first() {
    return encode(("n,," + clientFirstBare).getBytes(UTF_8));
  }

  /// The proof that answers the server's challenge.
  String proof(String challenge) throws GeneralSecurityException {
    String serverFirst = new String(Base64.getDecoder().decode(challenge), UTF_8);
    Map<String, String> fields =
        Arrays.stream(serverFirst.split(","))
            .collect(Collectors.toMap(field -> field.substring(0, 1), field -> field.substring(2)));
    byte[] salt = Base64.getDecoder().decode(fields.getOrDefault("s", ""));
    byte[] salted = salt(salt, Integer.parseInt(fields.getOrDefault("i", "1")));
    byte[] clientKey = mac(salted, "Client Key");
    byte[] storedKey = MessageDigest.getInstance(digest).digest(clientKey);
    String clientFinal = "c=biws,r=" + fields.getOrDefault("r", "");
    String authMessage = clientFirstBare + "," + serverFirst + "," + clientFinal;
    byte[] proof = mac(storedKey, authMessage);
    for (int i = 0; i < proof.length; i++) {
      proof[i] ^= clientKey[i];
    }
    serverSignature = encode(mac(mac(salted, "Server Key"), authMessage));
    return encode((clientFinal + ",p=" + encode(proof)).getBytes(UTF_8));
  }

  /// True if the server, too, knows the password.
  boolean isServerGenuine(String success) {
    return new String(Base64.getDecoder().decode(success), UTF_8).equals("v=" + serverSignature);
  }

  private byte[] salt(byte[] salt, int iterations) throws GeneralSecurityException {
    int bits = MessageDigest.getInstance(digest).getDigestLength() * 8;
    return SecretKeyFactory.getInstance("PBKDF2With" + hmac)
        .generateSecret(new PBEKeySpec(password.toCharArray(), salt, iterations, bits))
        .getEncoded();
  }

  private byte[] mac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(hmac);
    mac.init(new SecretKeySpec(key, hmac));
    return mac.doFinal(text.getBytes(UTF_8));
  }

  private static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
