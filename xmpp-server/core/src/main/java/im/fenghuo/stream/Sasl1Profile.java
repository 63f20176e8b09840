package im.fenghuo.stream;

import im.fenghuo.api.xml.Element;
import im.fenghuo.sasl.Octets;
import im.fenghuo.sasl.SaslError;
import im.fenghuo.sasl.SaslException;
import im.fenghuo.sasl.SaslMechanism;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The SASL profile of RFC 6120 §6.
final class Sasl1Profile implements SaslProfile {

  static final String NAMESPACE = "urn:ietf:params:xml:ns:xmpp-sasl";

  /// §6.3.3.
  static Element feature(List<SaslMechanism> mechanisms) {
    Element.Builder feature = Element.of(NAMESPACE, "mechanisms");
    mechanisms.forEach(each -> feature.child("mechanism", each.text()));
    return feature.build();
  }

  @Override
  public SaslRequest decode(Element element) throws SaslException {
    return switch (element.name()) {
      case "auth" -> begin(element);
      case "response" -> new SaslRequest.Response(data(element.text().strip()));
      case "abort" -> new SaslRequest.Abort();
      default ->
          throw SaslProfile.malformed("<" + element.name() + "/> is not the client's to send");
    };
  }

  private static SaslRequest begin(Element element) throws SaslException {
    String mechanism = element.attribute("mechanism");
    if (mechanism == null) {
      throw new SaslException(SaslError.INVALID_MECHANISM, "no mechanism");
    }
    String text = element.text().strip();
    return new SaslRequest.Begin(
        mechanism, text.isEmpty() ? null : data(text), SaslRequest.Inline.NOTHING);
  }

  /// §6.4.2: "=" is data without a single byte.
  private static Octets data(String text) throws SaslException {
    return text.equals("=") ? Octets.EMPTY : SaslProfile.base64(text);
  }

  @Override
  public Element challenge(Octets data) {
    return Element.of(NAMESPACE, "challenge").text(data.toBase64()).build();
  }

  @Override
  public Element failure(SaslError error, String text) {
    return Element.of(NAMESPACE, "failure")
        .child(Element.of(NAMESPACE, error.element()).build())
        .child(Element.of(NAMESPACE, "text").lang("en").text(text).build())
        .build();
  }

  /// §6.4.6. `data` is null where the mechanism has none to add.
  Element success(@Nullable Octets data) {
    Element.Builder success = Element.of(NAMESPACE, "success");
    if (data != null) {
      success.text(data.isEmpty() ? "=" : data.toBase64());
    }
    return success.build();
  }
}
