package im.fenghuo.http;

import im.fenghuo.api.Jid;
import im.fenghuo.api.xml.Element;
import im.fenghuo.stream.Authentication;
import im.fenghuo.stream.Authentications;
import im.fenghuo.stream.Transport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes everybody for Juliet.
final class AnyoneMayEnter implements Authentications {

  private static final String SASL = "urn:ietf:params:xml:ns:xmpp-sasl";

  @Override
  public Authentication begin(String domain, @Nullable String localpart, Transport transport) {
    return new Authentication() {
      @Override
      public List<Element> features() {
        return List.of(Element.of(SASL, "mechanisms").child("mechanism", "PLAIN").build());
      }

      @Override
      public boolean takes(Element element) {
        return element.namespace().equals(SASL);
      }

      @Override
      public Outcome handle(Element element) {
        return new Done(Jid.of("juliet", domain, ""), Element.of(SASL, "success").build(), true);
      }
    };
  }
}
