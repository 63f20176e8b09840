package im.fenghuo.pubsub;

import im.fenghuo.api.Message;
import im.fenghuo.api.xml.Element;
import org.jspecify.annotations.Nullable;

/// Notifications for those of an account's clients that have asked for them by `+notify` (XEP-0060
/// §9.2). Within the server one message goes to each account, marked, and the account knows what
/// its clients want.
public final class Filtered {

  private static final String NAMESPACE = "https://fenghuo.im/protocol/pep";
  private static final String NAME = "filtered";

  private Filtered() {}

  static Message mark(Message message) {
    return message.with(Element.of(NAMESPACE, NAME).build());
  }

  /// Whether a message is meant for some clients only.
  public static boolean isMarked(Message message) {
    return message.has(NAMESPACE, NAME);
  }

  /// The message as clients are to see it.
  public static Message unmark(Message message) {
    return message.withElement(message.element().without(child -> child.is(NAMESPACE, NAME)));
  }

  /// The node that a notification is about; null when it is none.
  public static @Nullable String node(Message message) {
    Element event = message.element().child(Names.EVENT, "event");
    Element about = event == null ? null : event.firstChild();
    return about == null ? null : about.attribute("node");
  }

  /// The feature by which a client asks for the notifications of a node.
  public static String feature(String node) {
    return node + "+notify";
  }
}
