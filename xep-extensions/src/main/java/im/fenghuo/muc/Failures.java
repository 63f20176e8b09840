package im.fenghuo.muc;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.xml.Element;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What comes back: whoever cannot be reached is no occupant any more (XEP-0045 §11.1, §17.2.2).
final class Failures {

  private static final String CONDITIONS = "urn:ietf:params:xml:ns:xmpp-stanzas";

  /// Those of §17.2.2, and what a server says of a session that is not there (RFC 6121 §8.5.3.2.1).
  private static final Set<String> UNREACHABLE =
      Stream.of(
              Condition.GONE,
              Condition.ITEM_NOT_FOUND,
              Condition.RECIPIENT_UNAVAILABLE,
              Condition.REDIRECT,
              Condition.REMOTE_SERVER_NOT_FOUND,
              Condition.REMOTE_SERVER_TIMEOUT,
              Condition.SERVICE_UNAVAILABLE)
          .map(Condition::element)
          .collect(Collectors.toUnmodifiableSet());

  private final Room room;

  Failures(Room room) {
    this.room = room;
  }

  /// A message or presence has come back.
  void receive(Stanza error) {
    Jid session = error.sender();
    Occupant occupant = room.occupants().of(session);
    if (occupant == null) {
      return;
    }
    if (UNREACHABLE.contains(condition(error.element()))) {
      room.leaving().fail(session);
    } else if (error instanceof Message message && error.recipient().isFull()) {
      room.whispers().refused(occupant, message);
    }
  }

  private static String condition(Element stanza) {
    Element error = stanza.child(Stanza.NAMESPACE, "error");
    if (error != null) {
      for (Element child : error.children()) {
        if (child.namespace().equals(CONDITIONS) && !child.name().equals("text")) {
          return child.name();
        }
      }
    }
    return "";
  }
}
