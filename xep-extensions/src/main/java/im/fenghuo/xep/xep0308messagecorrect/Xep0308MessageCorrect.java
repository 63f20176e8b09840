package im.fenghuo.xep.xep0308messagecorrect;

import im.fenghuo.api.Message;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Xep;
import im.fenghuo.api.xml.Element;
import org.jspecify.annotations.Nullable;

/// [XEP-0308](https://xmpp.org/extensions/xep-0308.html): Last Message Correction. Clients correct;
/// the archive keeps both messages, what was to be read is still the first one, and who retracts it
/// retracts both.
public final class Xep0308MessageCorrect implements Xep {

  private static final String NAMESPACE = "urn:xmpp:message-correct:0";

  @Override
  public Document document() {
    return new Document(308, "message-correct", "1.2.1");
  }

  @Override
  public void install(Registrar on) {
    on.readable(message -> message.has(NAMESPACE, "replace") ? false : null);
    on.amending(Xep0308MessageCorrect::corrected);
  }

  private static @Nullable String corrected(Message message) {
    Element replace = message.element().child(NAMESPACE, "replace");
    return replace == null ? null : replace.attribute("id");
  }
}
