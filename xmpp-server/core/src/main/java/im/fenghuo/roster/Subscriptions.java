package im.fenghuo.roster;

import im.fenghuo.account.ClientSession;
import im.fenghuo.account.LocalAccount;
import im.fenghuo.account.StanzaRoute;
import im.fenghuo.api.Condition;
import im.fenghuo.api.DbException;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Phase;
import im.fenghuo.api.Presence;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import im.fenghuo.archive.Receipt;
import im.fenghuo.registry.Hooks;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Presence subscriptions (RFC 6121 §3): what [SubscriptionRules] decides is stored, pushed to the
/// user's clients, and sent on its way.
final class Subscriptions {

  private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

  /// Changes that may wait for storage before others' requests are refused.
  private static final int MAX_WAITING = 500;

  /// A request may carry a few words and a nickname; what is larger is kept without its content.
  private static final int MAX_KEPT_REQUEST = 8192;

  private final RosterLimits limits;

  Subscriptions(RosterLimits limits) {
    this.limits = limits;
  }

  /// What is to be done in a step of the account's changes. Blocks.
  private interface Step {
    void run() throws StanzaException;
  }

  /// A session sends a subscription stanza. On the loop, in a step of the session's lane; the
  /// session's next stanza waits until it is stored.
  ///
  /// @throws StanzaException what the client gets
  void sent(ClientSession session, Presence stamped, Receipt receipt) throws StanzaException {
    LocalAccount account = session.account();
    if (stamped.to() == null) {
      throw new StanzaException(Condition.BAD_REQUEST, "a subscription needs a contact");
    }
    Jid contact = stamped.recipient().bare();
    if (contact.equals(account.jid())) {
      return; // §4.2.2: everybody sees his own presence anyway
    }
    // §3.1.2: subscriptions are between bare JIDs
    Presence presence = stamped.withAddresses(account.jid(), contact);
    Hooks<Presence> hooks = account.node().registry().presences();
    StanzaRoute route = StanzaRoute.sent(session);
    Presence checked = hooks.sent(Phase.CHECK, presence, route);
    Presence marked = checked == null ? null : hooks.sent(Phase.MARK, checked, route);
    if (marked == null) {
      return;
    }
    receipt.expect();
    session
        .lane()
        .thenHeld(release ->
            account
                .changes()
                .blocking(() -> {
                  try {
                    attempt(
                        () -> applySent(session, marked, receipt),
                        error -> session.send(stamped.error(error)));
                  } finally {
                    receipt.done();
                    release.run();
                  }
                }));
  }

  private interface Refusal {
    void answer(StanzaException error);
  }

  private static void attempt(Step step, Refusal refusal) {
    try {
      step.run();
    } catch (StanzaException e) {
      refusal.answer(e);
    } catch (DbException e) {
      LOG.warn("A subscription cannot be stored: {}", e.toString());
      refusal.answer(
          new StanzaException(Condition.RESOURCE_CONSTRAINT, "the storage does not answer"));
    }
  }

  /// Blocks.
  private void applySent(ClientSession session, Presence presence, Receipt receipt)
      throws StanzaException {
    LocalAccount account = session.account();
    Jid contact = presence.recipient();
    RosterChanges changes = new RosterChanges(account);
    SubscriptionState before = SubscriptionState.of(changes.roster(), contact);
    SubscriptionRules.Sent sent = SubscriptionRules.sent(before, presence.type());
    changes.become(sent.next(), contact, null, limits);
    receipt.expect();
    account.run(() -> {
      changes.apply();
      if (before.from() && !sent.next().from()) {
        PresenceSender.hideFrom(account, contact, receipt); // §3.2.2: before it is told
      }
      if (sent.routed()) {
        account.node().router().route(presence, receipt);
      }
      changes.push();
      if (!before.from() && sent.next().from()) {
        PresenceSender.allTo(account, contact, receipt);
      }
      receipt.done();
    });
  }

  /// An account receives a subscription stanza. On the loop.
  ///
  /// @throws StanzaException what the sender gets
  void received(LocalAccount account, Presence presence, Receipt receipt) throws StanzaException {
    Jid to = presence.recipient();
    boolean missed = to.isFull() && account.session(to.resourcepart()) == null;
    if (missed && presence.type() != Presence.Type.SUBSCRIBE) {
      return; // §8.5.3.2.2
    }
    if (presence.sender().bare().equals(account.jid())) {
      return;
    }
    if (account.changes().size() >= MAX_WAITING) {
      throw new StanzaException(Condition.RESOURCE_CONSTRAINT, "too many requests; try again");
    }
    Presence bare = presence.withAddresses(presence.sender().bare(), to);
    receipt.expect();
    account
        .changes()
        .blocking(() -> {
          try {
            attempt(
                () -> applyReceived(account, bare, receipt),
                error -> account.node().router().bounce(bare, error));
          } finally {
            receipt.done();
          }
        });
  }

  /// Blocks.
  private void applyReceived(LocalAccount account, Presence presence, Receipt receipt)
      throws StanzaException {
    Jid contact = presence.sender();
    RosterChanges changes = new RosterChanges(account);
    SubscriptionState before = SubscriptionState.of(changes.roster(), contact);
    SubscriptionRules.Received received = SubscriptionRules.received(before, presence.type());
    boolean isNew = received.next().pendingIn() && !before.pendingIn();
    if (isNew && changes.roster().requests().size() >= limits.maxRequests()) {
      throw new StanzaException(
          Condition.RESOURCE_CONSTRAINT, "too many requests wait for an answer here");
    }
    changes.become(received.next(), contact, kept(presence), limits);
    receipt.expect();
    account.run(() -> {
      changes.apply();
      if (received.delivered()) {
        deliver(account, presence);
      }
      changes.push();
      if (before.from() && !received.next().from()) {
        PresenceSender.hideFrom(account, contact, receipt);
      }
      if (received.granted()) {
        Presence.Type type = Presence.Type.SUBSCRIBED;
        account.node().router().route(Presence.of(type, account.jid(), contact), receipt);
      }
      if (!before.from() && received.next().from()) {
        PresenceSender.allTo(account, contact, receipt);
      }
      receipt.done();
    });
  }

  private static Element kept(Presence request) {
    return request.bytes().length <= MAX_KEPT_REQUEST
        ? request.element()
        : Presence.of(Presence.Type.SUBSCRIBE, request.from(), request.to()).element();
  }

  /// Requests are for whoever is available (§3.1.3), what becomes of them for whoever has the
  /// roster in view (§3.1.6).
  private static void deliver(LocalAccount account, Presence presence) {
    Predicate<ClientSession> concerned =
        presence.type() == Presence.Type.SUBSCRIBE
            ? ClientSession::isAvailable
            : ClientSession::isInterested;
    List<ClientSession> recipients = account.clientSessions().stream().filter(concerned).toList();
    Presences.deliver(account, presence, recipients);
  }
}
