package im.fenghuo.account;

import im.fenghuo.api.Archive;
import im.fenghuo.api.Delay;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.Phase;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.Scope;
import im.fenghuo.api.xml.XmlParser;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Delivers what came while nobody was there: the archive after the account's delivered cursor
/// (XEP-0160).
public final class OfflineDelivery {

  private static final Logger LOG = LoggerFactory.getLogger(OfflineDelivery.class);
  private static final int PAGE = 100;
  private static final Duration RETRY = Duration.ofSeconds(1);

  private OfflineDelivery() {}

  /// Begins to deliver to a session that has just become available; what arrives meanwhile waits
  /// behind. On the loop.
  public static void begin(ClientSession session) {
    session.setTakesMessages();
    catchUp(session);
  }

  private static void catchUp(ClientSession session) {
    LocalAccount account = session.account();
    if (account.isDraining() || account.delivered() >= account.archive().last()) {
      return;
    }
    account.setDraining(true);
    session.setCatchingUp(true);
    goOn(session);
  }

  private static void goOn(ClientSession session) {
    LocalAccount account = session.account();
    if (!session.isCatchingUp()) {
      return; // it is gone, and another one goes on
    }
    if (!session.takesMessages() || account.delivered() >= account.archive().last()) {
      finish(session);
      return;
    }
    long after = account.delivered();
    account
        .archive()
        .whenDurable(
            () -> account.node().virtualThreads().execute(() -> deliverPage(session, after)));
  }

  /// Blocks.
  private static void deliverPage(ClientSession session, long after) {
    LocalAccount account = session.account();
    try {
      List<Archive.Entry> page = account.node().archive().after(account.id(), after, PAGE);
      account
          .loop()
          .execute(() -> {
            if (!page.isEmpty()) {
              page.forEach(entry -> deliver(session, entry));
              session.whenTaken(() -> taken(session, page.getLast().number()));
            } else if (session.isCatchingUp()) {
              finish(session);
            }
          });
    } catch (RuntimeException e) {
      LOG.warn("Waiting messages of {} cannot be read: {}", account.jid(), e.toString());
      account.loop().after(RETRY, () -> goOn(session));
    }
  }

  /// The client has taken a page. Only now it counts as delivered: one that reads slowly and is
  /// lost gets the same page when it comes again.
  private static void taken(ClientSession session, long last) {
    if (session.isCatchingUp()) {
      session.account().deliveredUpTo(last);
      goOn(session);
    }
  }

  private static void finish(ClientSession session) {
    LocalAccount account = session.account();
    account.setDraining(false);
    session.setCatchingUp(false);
    if (session.takesMessages()) {
      return;
    }
    // It has left before the end: another one takes the rest.
    for (ClientSession other : account.clientSessions()) {
      if (other.takesMessages()) {
        catchUp(other);
        return;
      }
    }
  }

  /// A session is gone. On the loop.
  static void ended(ClientSession gone) {
    givenInVain(gone);
    if (gone.isCatchingUp()) {
      finish(gone);
    }
  }

  /// The client has not confirmed all that it was given: what others have not had they get now, and
  /// where there are none it waits (XEP-0198 §4).
  private static void givenInVain(ClientSession gone) {
    LocalAccount account = gone.account();
    SortedSet<Long> numbers = gone.deliveries().numbers();
    if (numbers.isEmpty() || account.isRemoved()) {
      return;
    }
    boolean isTaken = false;
    for (ClientSession other : account.clientSessions()) {
      if (other.takesMessages()) {
        isTaken = true;
        giveMissed(other, numbers.headSet(other.takesFrom()));
      }
    }
    if (!isTaken) {
      account.deliveredOnlyUpTo(gone.deliveries().first() - 1);
    }
  }

  private static void giveMissed(ClientSession session, SortedSet<Long> missed) {
    if (!missed.isEmpty()) {
      session
          .account()
          .archive()
          .whenDurable(() ->
              session.account().node().virtualThreads().execute(() -> readMissed(session, missed)));
    }
  }

  /// Blocks.
  private static void readMissed(ClientSession session, SortedSet<Long> missed) {
    LocalAccount account = session.account();
    try {
      List<Archive.Entry> page =
          account.node().archive().after(account.id(), missed.getFirst() - 1, PAGE);
      account
          .loop()
          .execute(() -> {
            page.stream()
                .filter(entry -> missed.contains(entry.number()))
                .forEach(entry -> deliver(session, entry));
            if (!page.isEmpty()) {
              giveMissed(session, missed.tailSet(page.getLast().number() + 1));
            }
          });
    } catch (RuntimeException e) {
      LOG.warn("Missed messages of {} cannot be read: {}", account.jid(), e.toString());
      account.loop().after(RETRY, () -> giveMissed(session, missed));
    }
  }

  private static void deliver(ClientSession session, Archive.Entry entry) {
    if (!session.takesMessages()) {
      return;
    }
    LocalAccount account = session.account();
    if (!entry.outgoing()) {
      try {
        byte[] bytes = entry.stanza();
        Element stored = XmlParser.create().parse(bytes, 0, bytes.length, Scope.NONE);
        Message message =
            Message.of(stored)
                .with(Delay.element(Jid.parse(account.jid().domainpart()), entry.at()));
        Message marked =
            account
                .node()
                .registry()
                .messages()
                .received(
                    Phase.MARK,
                    message,
                    StanzaRoute.received(account).deliveredTo(entry.id(), List.of(session)));
        if (marked != null) {
          session.give(marked.element(), entry.number());
        }
      } catch (StanzaException e) {
        LOG.error("Message {} of {} is unreadable: {}", entry.id(), account.jid(), e.getMessage());
      }
    }
  }
}
