package im.fenghuo.xep.xep0280carbons;

import im.fenghuo.api.Message;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.xml.Element;
import java.util.Set;

/// Which messages are copied: `urn:xmpp:carbons:rules:0` (XEP-0280 §6.1).
final class CarbonRules {

  private static final String MUC_USER = "http://jabber.org/protocol/muc#user";
  private static final String DIRECT_INVITATION = "jabber:x:conference";

  /// Receipts (XEP-0184), chat states (XEP-0085) and chat markers (XEP-0333).
  private static final Set<String> IM_PAYLOADS =
      Set.of(
          "urn:xmpp:receipts", "http://jabber.org/protocol/chatstates", "urn:xmpp:chat-markers:0");

  private CarbonRules() {}

  /// @param isReceived whether the account has received it, or sent it
  /// @param isAnswer whether it is an error that answers an eligible message
  static boolean isEligible(Message message, boolean isReceived, boolean isAnswer) {
    if (message.has(Xep0280Carbons.NAMESPACE, "private")
        || message.has("urn:xmpp:hints", "no-copy")) {
      return false;
    }
    Element muc = message.element().child(MUC_USER, "x");
    if (message.has(DIRECT_INVITATION, "x") || (muc != null && muc.has(MUC_USER, "invite"))) {
      return !message.isError();
    }
    // What an occupant of a room has sent is sent to all of the user's clients in the room.
    if (muc != null && isReceived && message.sender().isFull()) {
      return false;
    }
    return switch (message.type()) {
      case CHAT -> true;
      case NORMAL -> message.has(Stanza.NAMESPACE, "body") || hasImPayload(message);
      case HEADLINE -> hasImPayload(message);
      case GROUPCHAT -> false;
      case ERROR -> isAnswer;
    };
  }

  private static boolean hasImPayload(Message message) {
    for (Element child : message.element().children()) {
      if (IM_PAYLOADS.contains(child.namespace())) {
        return true;
      }
    }
    return false;
  }
}
