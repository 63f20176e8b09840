package im.fenghuo.roster;

import im.fenghuo.account.ClientSession;
import im.fenghuo.account.LocalAccount;
import im.fenghuo.account.OfflineDelivery;
import im.fenghuo.account.StanzaRoute;
import im.fenghuo.api.Condition;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Phase;
import im.fenghuo.api.Presence;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Roster;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import im.fenghuo.archive.Receipt;
import im.fenghuo.registry.Hooks;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Presence of sessions and contacts (RFC 6121 §4), on the account's loop.
public final class Presences {

  private static final Logger LOG = LoggerFactory.getLogger(Presences.class);

  private final RosterLimits limits;
  private final Subscriptions subscriptions;

  /// @param limits what one account may have
  public Presences(RosterLimits limits) {
    this.limits = limits;
    this.subscriptions = new Subscriptions(limits);
  }

  /// A presence that a session sends. Called in a step of the session's lane.
  ///
  /// @param receipt held open until what the presence changes is durable
  public void sent(ClientSession session, Presence stamped, Receipt receipt) {
    try {
      if (stamped.type().isSubscription()) {
        subscriptions.sent(session, stamped, receipt);
        return;
      }
      Hooks<Presence> hooks = session.account().node().registry().presences();
      StanzaRoute route = StanzaRoute.sent(session);
      Presence checked = hooks.sent(Phase.CHECK, stamped, route);
      Presence presence = checked == null ? null : hooks.sent(Phase.MARK, checked, route);
      if (presence == null) {
        return;
      }
      if (presence.to() != null) {
        direct(session, presence, receipt);
        hooks.sent(Phase.COPY, presence, route);
      } else if (session.account().changes().size() == 0) {
        broadcast(session, presence, receipt);
      } else {
        receipt.expect();
        session.lane().thenHeld(release -> broadcastLater(session, presence, receipt, release));
      }
    } catch (StanzaException e) {
      if (!stamped.isError()) {
        session.send(stamped.error(e));
      }
    }
  }

  /// Whoever becomes available after a change of the roster was handed in sees it made: a request
  /// that another resource has just denied does not come up again.
  private static void broadcastLater(
      ClientSession session, Presence presence, Receipt receipt, Runnable release) {
    session
        .account()
        .changes()
        .quick(() -> {
          try {
            if (!session.isGone()) {
              broadcast(session, presence, receipt);
            }
          } finally {
            receipt.done();
            release.run();
          }
        });
  }

  private static void broadcast(ClientSession session, Presence presence, Receipt receipt) {
    if (presence.type() == Presence.Type.AVAILABLE) {
      available(session, presence, receipt);
    } else if (presence.type() == Presence.Type.UNAVAILABLE) {
      unavailable(session, presence, receipt);
    }
    try {
      Hooks<Presence> hooks = session.account().node().registry().presences();
      hooks.sent(Phase.COPY, presence, StanzaRoute.sent(session));
    } catch (StanzaException e) {
      session.send(presence.error(e));
    }
  }

  /// §4.2.2 and §4.4.2.
  private static void available(ClientSession session, Presence presence, Receipt receipt) {
    Presence before = session.presence();
    boolean wasTaking = session.takesMessages();
    session.setPresence(presence);
    PresenceSender.toSubscribers(session, presence, receipt);
    PresenceSender.toOwnResources(session, presence);
    if (before == null) {
      introduce(session, receipt);
    }
    announce(session, before);
    if (!wasTaking && session.takesMessages()) {
      OfflineDelivery.begin(session);
    }
  }

  /// What a resource learns when it becomes available: the user's other resources, who asks for a
  /// subscription (§3.1.3), and, when they have answered, its contacts (§4.2.2).
  private static void introduce(ClientSession session, Receipt receipt) {
    LocalAccount account = session.account();
    for (ClientSession other : account.clientSessions()) {
      Presence presence = other.presence();
      if (presence != null && other != session) {
        session.send(presence.withAddresses(other.jid(), account.jid()));
      }
    }
    for (Element request : account.roster().requests()) {
      session.send(request);
    }
    for (Roster.Item item : account.roster().items()) {
      if (item.subscription().to()) {
        // §4.3.1 asks for the bare JID. Within the server nobody sees a probe, and the full one
        // keeps
        // the answers from resources that know them already.
        boolean isHere =
            account.node().registry().directory().domains().contains(item.jid().domainpart());
        Jid asker = isHere ? session.jid() : account.jid();
        Presence probe = Presence.of(Presence.Type.PROBE, asker, item.jid());
        account.node().router().route(probe, receipt);
      }
    }
  }

  /// §4.5.2: to whoever knows of the resource, by subscription or by directed presence.
  private static void unavailable(ClientSession session, Presence presence, Receipt receipt) {
    Presence before = session.presence();
    if (before != null) {
      PresenceSender.toSubscribers(session, presence, receipt);
      PresenceSender.toOwnResources(session, presence);
    }
    if (session.hasDirected()) {
      for (Jid contact : List.copyOf(session.directed())) {
        if (before == null || !session.account().roster().isSubscriber(contact)) {
          PresenceSender.toContact(session, presence, contact, receipt);
        }
      }
      session.directed().clear();
    }
    session.setPresence(null);
    if (before != null) {
      announce(session, before);
    }
  }

  private static void announce(ClientSession session, @Nullable Presence before) {
    for (Registrar.AvailabilityListener listener :
        session.account().node().registry().availability()) {
      try {
        listener.changed(session, before);
      } catch (RuntimeException e) {
        LOG.error("A listener to availability failed", e);
      }
    }
  }

  /// §4.6: remembered, so that whoever got it learns of the end.
  private void direct(ClientSession session, Presence presence, Receipt receipt)
      throws StanzaException {
    LocalAccount account = session.account();
    Jid to = presence.recipient();
    if (presence.type() == Presence.Type.AVAILABLE) {
      boolean broadcast = session.isAvailable() && account.roster().isSubscriber(to);
      if (!broadcast && !to.bare().equals(account.jid())) {
        if (session.directed().size() >= limits.maxDirected() && !session.directed().contains(to)) {
          throw new StanzaException(
              Condition.RESOURCE_CONSTRAINT, "directed presence to too many entities");
        }
        session.directed().add(to);
      }
    } else if (presence.type() == Presence.Type.UNAVAILABLE && session.hasDirected()) {
      session.directed().remove(to);
    }
    account.node().router().route(presence, receipt);
  }

  /// The session is gone, and no longer among those of its account.
  public void ended(ClientSession session) {
    Receipt receipt = new Receipt();
    unavailable(session, PresenceSender.unavailable(session), receipt);
    receipt.done();
  }

  /// The account is about to be removed: its contacts are told, and those who wait for an answer.
  public void part(LocalAccount account) {
    RosterItems roster = account.roster();
    for (Roster.Item item : roster.items()) {
      RosterRequests.part(account, item.jid(), SubscriptionState.of(roster, item.jid()));
    }
    for (Jid contact : roster.requesters()) {
      if (roster.item(contact) == null) {
        RosterRequests.part(account, contact, SubscriptionState.of(roster, contact));
      }
    }
  }

  /// A presence that an account receives. Never overtakes a change of the roster that was handed in
  /// before it.
  ///
  /// @param receipt held open until what the presence changes is durable
  /// @throws StanzaException what the sender gets
  public void received(LocalAccount account, Presence presence, Receipt receipt)
      throws StanzaException {
    Presence checked =
        account
            .node()
            .registry()
            .presences()
            .received(Phase.CHECK, presence, StanzaRoute.received(account));
    if (checked == null) {
      return;
    }
    if (checked.type().isSubscription()) {
      subscriptions.received(account, checked, receipt);
      return;
    }
    if (account.node().registry().entityHost(checked.sender()) != null) {
      take(account, checked, receipt); // no roster knows it, and it must not be overtaken
      return;
    }
    receipt.expect();
    account
        .changes()
        .quick(() -> {
          take(account, checked, receipt);
          receipt.done();
        });
  }

  /// §8.5.2.1.2, §8.5.2.2.2, §8.5.3.
  private static void take(LocalAccount account, Presence presence, Receipt receipt) {
    Jid to = presence.recipient();
    ClientSession match = to.isFull() ? account.session(to.resourcepart()) : null;
    switch (presence.type()) {
      case PROBE -> Probes.answer(account, presence, receipt);
      case ERROR -> {
        if (match != null) {
          if (match.hasDirected()) {
            match.directed().remove(presence.sender());
          }
          deliver(account, presence, List.of(match));
        }
      }
      default -> {
        if (to.isBare()) {
          deliver(account, presence, availableSessions(account));
        } else if (match != null) {
          deliver(account, presence, List.of(match));
        }
      }
    }
  }

  private static List<ClientSession> availableSessions(LocalAccount account) {
    List<ClientSession> sessions = account.clientSessions();
    if (sessions.size() == 1) {
      return sessions.getFirst().isAvailable() ? sessions : List.of();
    }
    return sessions.stream().filter(ClientSession::isAvailable).toList();
  }

  /// Hands a presence to sessions, as it is: its `to` is not changed. Extensions see it even where
  /// none of the sessions that are there is concerned.
  static void deliver(LocalAccount account, Presence presence, List<ClientSession> recipients) {
    if (account.clientSessions().isEmpty()) {
      return;
    }
    Hooks<Presence> hooks = account.node().registry().presences();
    StanzaRoute route = StanzaRoute.received(account).deliveredTo(null, recipients);
    try {
      Presence marked = hooks.received(Phase.MARK, presence, route);
      if (marked == null) {
        return;
      }
      for (ClientSession recipient : recipients) {
        recipient.send(marked);
      }
      hooks.received(Phase.COPY, marked, route);
    } catch (StanzaException e) {
      account.node().router().bounce(presence, e);
    }
  }
}
