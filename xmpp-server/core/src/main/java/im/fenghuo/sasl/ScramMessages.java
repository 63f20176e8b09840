package im.fenghuo.sasl;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The messages that a SCRAM client sends (RFC 5802 §7), taken apart.
final class ScramMessages {

  /// Far more than any client needs.
  private static final int MAXIMUM_NONCE = 512;

  private ScramMessages() {}

  /// `client-first-message`.
  ///
  /// @param header the `gs2-header`, with its last comma
  /// @param flag `n`, `y` or `p`
  /// @param binding the `cb-name` of the flag `p`
  /// @param bare `client-first-message-bare`
  record First(
      String header,
      char flag,
      @Nullable String binding,
      @Nullable String authorizationIdentity,
      String bare,
      String username,
      String nonce) {}

  /// `client-final-message`.
  ///
  /// @param binding the decoded value of `c=`: the `gs2-header` and the channel binding's data
  record Final(String withoutProof, Octets binding, String nonce, Octets proof) {}

  static First first(String message) throws SaslException {
    int flagEnd = message.indexOf(',');
    int headerEnd = flagEnd < 0 ? -1 : message.indexOf(',', flagEnd + 1);
    require(headerEnd > 0, "no GS2 header");
    String flag = message.substring(0, flagEnd);
    require(
        flag.equals("n") || flag.equals("y") || flag.matches("p=[A-Za-z0-9.-]{1,64}"),
        "unknown GS2 flag");
    String identity = message.substring(flagEnd + 1, headerEnd);
    String bare = message.substring(headerEnd + 1);
    String[] attributes = attributes(bare);
    require(attributes.length >= 2, "no username or no nonce");
    return new First(
        message.substring(0, headerEnd + 1),
        flag.charAt(0),
        flag.length() > 1 ? flag.substring(2) : null,
        identity.isEmpty() ? null : name(value(identity, 'a')),
        bare,
        name(value(attributes[0], 'n')),
        nonce(value(attributes[1], 'r')));
  }

  static Final last(String message) throws SaslException {
    String[] attributes = attributes(message);
    require(attributes.length >= 3, "no channel binding, no nonce or no proof");
    String proof = attributes[attributes.length - 1];
    return new Final(
        message.substring(0, message.length() - proof.length() - 1),
        base64(value(attributes[0], 'c')),
        value(attributes[1], 'r'),
        base64(value(proof, 'p')));
  }

  /// Splits at commas and refuses what is no attribute. Optional extensions are ignored, as §5.1
  /// demands, but `m=` means that not knowing it must make the authentication fail.
  private static String[] attributes(String message) throws SaslException {
    List<String> attributes = new ArrayList<>();
    for (String attribute : message.split(",", -1)) {
      require(
          attribute.length() >= 2
              && attribute.charAt(1) == '='
              && Character.isLetter(attribute.charAt(0))
              && attribute.charAt(0) < 0x80,
          "malformed attribute");
      require(attribute.charAt(0) != 'm', "extensions-not-supported");
      attributes.add(attribute);
    }
    return attributes.toArray(String[]::new);
  }

  private static String value(String attribute, char name) throws SaslException {
    require(
        attribute.length() > 2 && attribute.charAt(0) == name && attribute.charAt(1) == '=',
        "expected attribute " + name);
    return attribute.substring(2);
  }

  /// `saslname`: `=2C` and `=3D` stand for comma and equals sign, no other `=` is allowed.
  private static String name(String escaped) throws SaslException {
    StringBuilder name = new StringBuilder(escaped.length());
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      if (c != '=') {
        require(c != 0, "malformed name");
        name.append(c);
      } else if (escaped.startsWith("=2C", i)) {
        name.append(',');
        i += 2;
      } else {
        require(escaped.startsWith("=3D", i), "malformed name");
        name.append('=');
        i += 2;
      }
    }
    return name.toString();
  }

  private static String nonce(String nonce) throws SaslException {
    require(
        nonce.length() <= MAXIMUM_NONCE && nonce.chars().allMatch(c -> c > 0x20 && c < 0x7f),
        "malformed nonce");
    return nonce;
  }

  private static Octets base64(String text) throws SaslException {
    try {
      return Octets.ofBase64(text);
    } catch (IllegalArgumentException e) {
      throw new SaslException(SaslError.MALFORMED_REQUEST, "not base64 inside the message");
    }
  }

  private static void require(boolean condition, String problem) throws SaslException {
    if (!condition) {
      throw new SaslException(SaslError.MALFORMED_REQUEST, problem);
    }
  }
}
