package im.fenghuo.account;

import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import java.util.ArrayList;
import java.util.List;

/// Who gets a message: the tables of RFC 6121 §8.5.2 and §8.5.3.
final class MessageRules {

  private MessageRules() {}

  sealed interface Decision {}

  /// To these sessions; to none, when it waits in the archive.
  record Deliver(List<ClientSession> sessions) implements Decision {}

  /// Silently nobody gets it.
  record Ignore() implements Decision {}

  /// The sender gets an error.
  record Refuse() implements Decision {}

  private static final Decision IGNORE = new Ignore();
  private static final Decision REFUSE = new Refuse();

  /// @param archived whether it can wait in the archive
  static Decision decide(Message message, LocalAccount account, boolean archived) {
    Jid to = message.recipient();
    if (to.isFull()) {
      ClientSession match = account.session(to.resourcepart());
      if (match != null) {
        return new Deliver(List.of(match));
      }
      return switch (message.type()) {
        case CHAT -> toBareJid(message, account, archived);
        case NORMAL, GROUPCHAT -> REFUSE; // §8.5.3.2.1: never to another resource
        case HEADLINE, ERROR -> IGNORE;
      };
    }
    return toBareJid(message, account, archived);
  }

  private static Decision toBareJid(Message message, LocalAccount account, boolean archived) {
    return switch (message.type()) {
      case GROUPCHAT -> REFUSE;
      case ERROR -> IGNORE;
      case HEADLINE -> new Deliver(takers(account));
      case CHAT, NORMAL -> {
        List<ClientSession> takers = takers(account);
        if (!takers.isEmpty() || archived) {
          yield new Deliver(takers);
        }
        boolean isPassing = !message.element().children().isEmpty() && !isLasting(account, message);
        yield isPassing ? IGNORE : REFUSE; // §8.5.2.2.1: kept or refused, never just lost
      }
    };
  }

  private static boolean isLasting(LocalAccount account, Message message) {
    return account.node().registry().isLasting(message);
  }

  private static List<ClientSession> takers(LocalAccount account) {
    List<ClientSession> sessions = account.clientSessions();
    if (sessions.size() == 1) {
      return sessions.getFirst().takesMessages() ? sessions : List.of();
    }
    List<ClientSession> takers = new ArrayList<>(sessions.size());
    for (ClientSession session : sessions) {
      if (session.takesMessages()) {
        takers.add(session);
      }
    }
    return takers;
  }
}
