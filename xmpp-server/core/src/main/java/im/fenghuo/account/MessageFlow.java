package im.fenghuo.account;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.MessageHandler;
import im.fenghuo.api.Phase;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.archive.Content;
import im.fenghuo.archive.Receipt;
import im.fenghuo.registry.Hooks;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Messages on their way through the lanes of their sender and their recipient. Inline, on the
/// account's loop.
public final class MessageFlow {

  private MessageFlow() {}

  /// A message that a session sends: checked, archived for the sender, copied, routed.
  static void sent(ClientSession session, Message stamped, Receipt receipt) {
    LocalAccount account = session.account();
    Node node = account.node();
    Message message =
        stamped.to() == null ? stamped.withAddresses(stamped.from(), account.jid()) : stamped;
    Hooks<Message> hooks = node.registry().messages();
    try {
      StanzaRoute route = StanzaRoute.sent(session, receipt);
      Message checked = hooks.sent(Phase.CHECK, message, route);
      if (checked == null) {
        return;
      }
      if (isForService(session, checked, receipt)) {
        return;
      }
      Jid peer = checked.recipient();
      if (!isToSelf(account, checked)
          && !isForEntityItself(node, checked)
          && node.registry().isArchived(checked)
          && node.registry().isKept(account, peer, checked)) {
        String id = account.archive().append(content(node, checked, peer, true), receipt);
        account.delivered(account.archive().last());
        route = route.archivedAs(id);
      }
      Message marked = hooks.sent(Phase.MARK, checked, route);
      if (marked == null) {
        return;
      }
      hooks.sent(Phase.COPY, marked, route);
      node.router().route(marked, receipt);
    } catch (StanzaException e) {
      if (!message.isError()) {
        session.send(message.error(e));
      }
    }
  }

  /// Messages to the server or a service are no conversation: they are handled, not archived.
  private static boolean isForService(ClientSession session, Message message, Receipt receipt) {
    Node node = session.account().node();
    Target target = node.registry().directory().target(message.recipient());
    MessageHandler handler = target == null ? null : node.registry().messageHandler(target);
    if (handler == null) {
      return false;
    }
    node.services().sent(session, handler, message, receipt);
    return true;
  }

  /// What is not said but asked for, such as an invitation that a room is to pass on (XEP-0045
  /// §7.8.2), belongs to no conversation either.
  private static boolean isForEntityItself(Node node, Message message) {
    return message.recipient().isBare() && node.registry().entityHost(message.recipient()) != null;
  }

  private static boolean isToSelf(LocalAccount account, Message message) {
    return message.recipient().bare().equals(account.jid());
  }

  /// A message that an account receives: checked, archived, delivered, copied, by RFC 6121 §8.5.
  ///
  /// @throws StanzaException what the sender gets
  static void received(LocalAccount account, Message message, Receipt receipt)
      throws StanzaException {
    Node node = account.node();
    Hooks<Message> hooks = node.registry().messages();
    Message checked = hooks.received(Phase.CHECK, message, StanzaRoute.received(account));
    if (checked == null) {
      return;
    }
    boolean isLasting = node.registry().isArchived(checked);
    List<ClientSession> recipients;
    switch (MessageRules.decide(checked, account, isLasting)) {
      case MessageRules.Ignore() -> {
        return;
      }
      case MessageRules.Refuse() ->
          throw new StanzaException(
              Condition.SERVICE_UNAVAILABLE, "nobody is there to take this message");
      case MessageRules.Deliver(List<ClientSession> sessions) -> recipients = sessions;
    }
    boolean archived =
        isLasting
            && (recipients.isEmpty() || node.registry().isKept(account, checked.sender(), checked));
    String id = archived ? archive(account, checked, recipients, receipt) : null;
    StanzaRoute route = StanzaRoute.received(account).deliveredTo(id, recipients);
    Message marked = hooks.received(Phase.MARK, checked, route);
    if (marked == null) {
      return;
    }
    for (ClientSession recipient : recipients) {
      recipient.deliver(marked.element(), archived ? account.archive().last() : 0);
    }
    hooks.received(Phase.COPY, marked, route);
  }

  private static @Nullable String archive(
      LocalAccount account, Message message, List<ClientSession> recipients, Receipt receipt)
      throws StanzaException {
    if (account.archive().isFull()) {
      throw new StanzaException(
          Condition.RESOURCE_CONSTRAINT, "the recipient's archive is behind; try again");
    }
    String id =
        account
            .archive()
            .append(content(account.node(), message, message.sender(), false), receipt);
    if (!recipients.isEmpty()) {
      account.delivered(account.archive().last());
    }
    return id;
  }

  /// A message as archives keep it.
  ///
  /// @param peer the other side of the conversation
  /// @param outgoing whether the archive's owner sent it
  public static Content content(Node node, Message message, Jid peer, boolean outgoing) {
    return new Content(
        Instant.now(node.clock()),
        peer,
        outgoing,
        message.bytes(),
        node.registry().isReadable(message),
        node.registry().references(message),
        node.registry().retractions().of(message));
  }
}
