package im.fenghuo.stream;

import im.fenghuo.api.xml.Element;
import im.fenghuo.sasl.Octets;
import im.fenghuo.sasl.SaslError;
import im.fenghuo.sasl.SaslException;

/// How SASL is written in XML: by RFC 6120 §6 or by XEP-0388.
interface SaslProfile {

  /// Reads what the client sent: `incorrect-encoding` for what should be base64 and is not,
  /// `malformed-request` for everything else that has no meaning.
  SaslRequest decode(Element element) throws SaslException;

  Element challenge(Octets data);

  Element failure(SaslError error, String text);

  /// Base64 as RFC 4648 §4 has it. White space around it is forgiven: XEP-0388 itself has some in
  /// its examples.
  static Octets base64(String text) throws SaslException {
    try {
      return Octets.ofBase64(text.strip());
    } catch (IllegalArgumentException e) {
      throw new SaslException(SaslError.INCORRECT_ENCODING, "not base64");
    }
  }

  static SaslException malformed(String problem) {
    return new SaslException(SaslError.MALFORMED_REQUEST, problem);
  }
}
