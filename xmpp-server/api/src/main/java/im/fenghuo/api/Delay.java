package im.fenghuo.api;

import im.fenghuo.api.xml.Element;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The stamp of a delayed stanza (XEP-0203), with the time as XEP-0082 writes it.
public final class Delay {

  /// Its namespace.
  public static final String NAMESPACE = "urn:xmpp:delay";

  private Delay() {}

  /// Says who has kept a stanza, and since when.
  public static Element element(Jid from, Instant since) {
    return Element.of(NAMESPACE, "delay")
        .attribute("from", from.toString())
        .attribute("stamp", since.truncatedTo(ChronoUnit.MILLIS).toString())
        .build();
  }
}
