package im.fenghuo.xep.xep0352csi;

import im.fenghuo.api.Forwarded;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What can wait until somebody looks at the client: presence, chat states and events of contacts.
/// All else is sent at once, whatever it is.
final class Patience {

  private static final String CHAT_STATES = "http://jabber.org/protocol/chatstates";
  private static final String EVENT = "http://jabber.org/protocol/pubsub#event";
  private static final String MUC_USER = "http://jabber.org/protocol/muc#user";
  private static final String CARBONS = "urn:xmpp:carbons:2";

  /// Of what may accompany a chat state or an event without being news.
  private static final Set<String> ASIDES =
      Set.of(
          "urn:xmpp:hints",
          "urn:xmpp:sid:0",
          "urn:xmpp:delay",
          "urn:xmpp:occupant-id:0",
          "http://jabber.org/protocol/address");

  private final CsiSettings settings;

  /// What a stanza is the news of.
  ///
  /// @param about what of the sender
  private record Topic(String from, List<String> about) {}

  Patience(CsiSettings settings) {
    this.settings = settings;
  }

  /// As [im.fenghuo.api.HoldRule] wants it.
  @Nullable Object key(Element stanza) {
    String from = stanza.attribute("from");
    if (from == null) {
      return null;
    }
    return switch (stanza.name()) {
      case "presence" -> settings.presence() ? presence(stanza, from) : null;
      case "message" -> message(stanza, from);
      default -> null;
    };
  }

  /// Not what asks for an answer or is one. What a room says of the client's own part there is (its
  /// status 110): the client has joined, or was thrown out.
  private static @Nullable Topic presence(Element stanza, String from) {
    String type = stanza.attribute("type");
    boolean isState = type == null || type.equals("unavailable");
    return isState && !isOwnInRoom(stanza) ? new Topic(from, List.of("presence")) : null;
  }

  private static boolean isOwnInRoom(Element presence) {
    Element user = presence.child(MUC_USER, "x");
    return user != null
        && user.children().stream()
            .anyMatch(
                child -> child.is(MUC_USER, "status") && "110".equals(child.attribute("code")));
  }

  private @Nullable Topic message(Element message, String from) {
    Element news = news(message);
    if (news == null) {
      return null;
    }
    return switch (news.namespace()) {
      case CHAT_STATES -> settings.chatStates() ? new Topic(from, List.of("chat state")) : null;
      case CARBONS -> settings.chatStates() ? copy(from, news) : null;
      case EVENT -> settings.events() ? event(message, from, news) : null;
      default -> null;
    };
  }

  /// The one thing that a message says; null when it is an error, or says several or none.
  private static @Nullable Element news(Element message) {
    Element news = null;
    for (Element child : message.children()) {
      if (!ASIDES.contains(child.namespace()) && !child.is(Stanza.NAMESPACE, "thread")) {
        if (news != null) {
          return null;
        }
        news = child;
      }
    }
    return "error".equals(message.attribute("type")) ? null : news;
  }

  /// A chat state that another client of the account has sent or received (XEP-0280).
  private static @Nullable Topic copy(String account, Element carbon) {
    Element forwarded = carbon.child(Forwarded.NAMESPACE, "forwarded");
    Element copied = forwarded == null ? null : forwarded.child(Stanza.NAMESPACE, "message");
    Element news = copied == null ? null : news(copied);
    if (copied == null || news == null || !news.namespace().equals(CHAT_STATES)) {
      return null;
    }
    String from = String.valueOf(copied.attribute("from"));
    String to = String.valueOf(copied.attribute("to"));
    return new Topic(account, List.of("copy", from, to));
  }

  /// Items by their ids. Not what happens to a node as a whole, nor items without an id.
  private static @Nullable Topic event(Element message, String from, Element event) {
    Element items = event.child(EVENT, "items");
    if (items == null || !"headline".equals(message.attribute("type"))) {
      return null;
    }
    List<String> about = new ArrayList<>();
    about.add("items of");
    about.add(String.valueOf(items.attribute("node")));
    for (Element item : items.children()) {
      String id = item.attribute("id");
      if (id == null) {
        return null;
      }
      about.add(id);
    }
    return new Topic(from, about);
  }
}
