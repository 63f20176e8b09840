package im.fenghuo.pubsub;

import im.fenghuo.api.Jid;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.Scope;
import im.fenghuo.api.xml.XmlParser;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An item of a node.
///
/// @param publisher the full JID of whoever has published it
/// @param payload its content, or null
public record Item(String id, Jid publisher, Instant published, @Nullable Element payload) {

  static @Nullable Element parse(byte @Nullable [] payload) {
    return payload == null
        ? null
        : XmlParser.create().parse(payload, 0, payload.length, Scope.NONE);
  }

  /// As it is written in an answer or a notification.
  Element toElement(String namespace, boolean withPayload, boolean withPublisher) {
    Element.Builder item =
        Element.of(namespace, "item")
            .attribute("id", id)
            .attribute("publisher", withPublisher ? publisher.bare().toString() : null);
    if (withPayload && payload != null) {
      item.child(payload);
    }
    return item.build();
  }
}
