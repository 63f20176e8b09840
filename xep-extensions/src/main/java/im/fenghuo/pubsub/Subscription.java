package im.fenghuo.pubsub;

import im.fenghuo.api.Jid;
import im.fenghuo.api.xml.Element;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A subscription to a node.
///
/// @param jid as subscribed, bare or full
/// @param pending whether an owner has yet to allow it
/// @param deliver whether notifications are wanted
/// @param expires when it ends, or null
record Subscription(Jid jid, boolean pending, boolean deliver, @Nullable Instant expires) {

  static Subscription of(Jid jid, boolean pending) {
    return new Subscription(jid, pending, true, null);
  }

  String state() {
    return pending ? "pending" : "subscribed";
  }

  Element toElement(String namespace, @Nullable String node) {
    return element(namespace, node, jid, state());
  }

  static Element element(String namespace, @Nullable String node, Jid jid, String state) {
    return Element.of(namespace, "subscription")
        .attribute("node", node)
        .attribute("jid", jid.toString())
        .attribute("subscription", state)
        .build();
  }
}
