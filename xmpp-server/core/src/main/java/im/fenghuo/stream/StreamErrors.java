package im.fenghuo.stream;

import im.fenghuo.account.StreamError;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.Namespaces;

/// Stream errors as XML (RFC 6120 §4.9.2).
final class StreamErrors {

  private static final String NAMESPACE = "urn:ietf:params:xml:ns:xmpp-streams";

  private StreamErrors() {}

  static Element toElement(StreamError error) {
    Element.Builder element =
        Element.of(Namespaces.STREAM, "error")
            .child(Element.of(NAMESPACE, error.condition().elementName()).build());
    if (!error.text().isEmpty()) {
      element.child(Element.of(NAMESPACE, "text").lang("en").text(error.text()).build());
    }
    if (error.detail() != null) {
      element.child(error.detail());
    }
    return element.build();
  }
}
