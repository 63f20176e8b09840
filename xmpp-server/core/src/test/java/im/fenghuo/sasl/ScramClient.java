package im.fenghuo.sasl;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Objects;

/// The client's side of SCRAM, for tests: what a well-behaved client says, with a hook to
/// misbehave.
public final class ScramClient {

  private final ScramHash hash;
  private final String header;
  private final Octets binding;
  private final String username;
  private final String password;
  private String nonce = "0123456789abcdef";
  private String authMessage = "";
  private Octets salted = Octets.EMPTY;

  /// `header` is the GS2 header, as in `n,,` or `p=tls-exporter,,`.
  public ScramClient(
      ScramHash hash, String header, Octets binding, String username, String password) {
    this.hash = hash;
    this.header = header;
    this.binding = binding;
    this.username = username;
    this.password = password;
  }

  ScramClient nonce(String value) {
    this.nonce = value;
    return this;
  }

  public Octets first() {
    return Octets.ofUtf8(header + bare());
  }

  private String bare() {
    return "n=" + username + ",r=" + nonce;
  }

  public Octets last(Octets challenge) {
    return last(challenge, "");
  }

  /// `extension` is put before the proof, as in `,x=something`.
  Octets last(Octets challenge, String extension) {
    String serverFirst = new String(challenge.toBytes(), UTF_8);
    salted =
        hash.saltedPassword(
            password,
            Octets.ofBase64(value(serverFirst, "s=")),
            Integer.parseInt(value(serverFirst, "i=")));
    String withoutProof =
        "c="
            + Octets.ofUtf8(header).plus(binding).toBase64()
            + ",r="
            + value(serverFirst, "r=")
            + extension;
    authMessage = bare() + ',' + serverFirst + ',' + withoutProof;
    Octets clientKey = hash.hmac(salted, "Client Key");
    Octets proof = clientKey.xor(hash.hmac(hash.hash(clientKey), authMessage));
    return Octets.ofUtf8(withoutProof + ",p=" + proof.toBase64());
  }

  /// Whether the server knows the keys too.
  public boolean accepts(Octets success) {
    Octets signature = hash.hmac(hash.hmac(salted, "Server Key"), authMessage);
    return success.equals(Octets.ofUtf8("v=" + signature.toBase64()));
  }

  /// `SaltedPassword`, for upgrades (XEP-0480).
  public static Octets saltedPassword(
      ScramHash hash, String password, Octets salt, int iterations) {
    return hash.saltedPassword(password, salt, iterations);
  }

  /// What a client sends that has a token (XEP-0484).
  public static Octets tokenResponse(String localpart, String token, Octets binding) {
    return Octets.ofUtf8(localpart + "\0")
        .plus(
            ScramHash.SHA_256.hmac(Octets.ofUtf8(token), Octets.ofUtf8("Initiator").plus(binding)));
  }

  static String value(String message, String attribute) {
    return Objects.requireNonNull(
            Arrays.stream(message.split(","))
                .filter(each -> each.startsWith(attribute))
                .findFirst()
                .orElse(null))
        .substring(attribute.length());
  }
}
