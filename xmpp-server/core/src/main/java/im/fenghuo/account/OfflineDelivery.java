package im.fenghuo.account;

import im.fenghuo.api.Archive;
import im.fenghuo.api.Delay;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.Phase;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Scope;
import im.fenghuo.api.xml.XmlException;
import im.fenghuo.api.xml.XmlParser;
import java.time.Duration;
import java.util.ArrayList;
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
    session.missed().takesFromNow();
    catchUp(session);
  }

  private static void catchUp(ClientSession session) {
    LocalAccount account = session.account();
    if (account.isDraining() || account.delivered() >= account.archive().last()) {
      return;
    }
    account.setDraining(true);
    session.setCatchingUp(true);
    session.missed().takesFrom(account.delivered() + 1);
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
        .whenDurable(() -> {
          long last = account.archive().last();
          account.node().virtualThreads().execute(() -> deliverPage(session, after, last));
        });
  }

  /// Blocks.
  ///
  /// @param last what is durable already
  private static void deliverPage(ClientSession session, long after, long last) {
    LocalAccount account = session.account();
    try {
      List<Archive.Entry> page = account.node().archive().after(account.id(), after, PAGE);
      List<Kept> messages = read(account, page);
      account
          .loop()
          .execute(() -> {
            if (!page.isEmpty()) {
              messages.stream()
                  .filter(each -> !session.missed().hasHad(each.entry().number()))
                  .forEach(each -> give(session, each));
              session.whenTaken(() -> taken(session, page.getLast().number()));
            } else {
              taken(session, last); // what was there has gone meanwhile
            }
          });
    } catch (RuntimeException e) {
      LOG.warn("Waiting messages of {} cannot be read: {}", account.jid(), e.toString());
      account.loop().after(RETRY, () -> goOn(session));
    }
  }

  /// A message of the archive that was received, with the time at which it was.
  private record Kept(Archive.Entry entry, Message message) {}

  private static List<Kept> read(LocalAccount account, List<Archive.Entry> page) {
    XmlParser parser = XmlParser.create();
    Jid server = Jid.parse(account.jid().domainpart());
    List<Kept> messages = new ArrayList<>(page.size());
    for (Archive.Entry entry : page) {
      byte[] xml = entry.stanza();
      try {
        if (!entry.outgoing() && !entry.retracted()) {
          Message message = Message.of(parser.parse(xml, 0, xml.length, Scope.NONE));
          messages.add(new Kept(entry, message.with(Delay.element(server, entry.at()))));
        }
      } catch (StanzaException | XmlException e) {
        LOG.error("Message {} of {} is unreadable: {}", entry.id(), account.jid(), e.getMessage());
      }
    }
    return messages;
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

  /// A session is gone. What its client has not confirmed it was given in vain (XEP-0198 §4). On
  /// the loop.
  static void ended(ClientSession gone) {
    if (gone.isCatchingUp()) {
      finish(gone); // first: whoever goes on gets all from there, and nothing of it twice
    }
    if (!gone.account().isRemoved()) {
      giveOthers(gone.account(), gone.deliveries().numbers());
    }
  }

  /// Those who came later get these messages now, and where there is nobody they wait.
  private static void giveOthers(LocalAccount account, SortedSet<Long> numbers) {
    if (numbers.isEmpty()) {
      return;
    }
    boolean isTaken = false;
    for (ClientSession other : account.clientSessions()) {
      if (other.takesMessages()) {
        isTaken = true;
        giveMissed(other, other.missed().of(numbers));
      }
    }
    if (!isTaken) {
      account.deliveredOnlyUpTo(numbers.getFirst() - 1);
    }
  }

  private static void giveMissed(ClientSession session, SortedSet<Long> missed) {
    LocalAccount account = session.account();
    if (!missed.isEmpty()) {
      account
          .archive()
          .whenDurable(
              () -> account.node().virtualThreads().execute(() -> readMissed(session, missed)));
    }
  }

  /// Blocks.
  private static void readMissed(ClientSession session, SortedSet<Long> missed) {
    LocalAccount account = session.account();
    try {
      List<Archive.Entry> page =
          account.node().archive().after(account.id(), missed.getFirst() - 1, PAGE);
      List<Kept> messages =
          read(account, page.stream().filter(entry -> missed.contains(entry.number())).toList());
      account
          .loop()
          .execute(() -> {
            if (!session.takesMessages()) {
              giveOthers(account, missed); // it has left meanwhile, too
            } else if (!page.isEmpty()) {
              messages.forEach(each -> give(session, each));
              giveMissed(session, missed.tailSet(page.getLast().number() + 1));
            }
          });
    } catch (RuntimeException e) {
      LOG.warn("Missed messages of {} cannot be read: {}", account.jid(), e.toString());
      account.loop().after(RETRY, () -> giveMissed(session, missed));
    }
  }

  private static void give(ClientSession session, Kept kept) {
    if (!session.takesMessages()) {
      return;
    }
    LocalAccount account = session.account();
    Archive.Entry entry = kept.entry();
    StanzaRoute route = StanzaRoute.received(account).deliveredTo(entry.id(), List.of(session));
    try {
      Message marked =
          account.node().registry().messages().received(Phase.MARK, kept.message(), route);
      if (marked != null) {
        session.give(marked.element(), entry.number());
      }
    } catch (StanzaException e) {
      LOG.error("Message {} of {} is refused: {}", entry.id(), account.jid(), e.getMessage());
    }
  }
}
