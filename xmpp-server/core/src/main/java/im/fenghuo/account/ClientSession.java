package im.fenghuo.account;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Iq;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.NonzaHandler;
import im.fenghuo.api.Presence;
import im.fenghuo.api.Session;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import im.fenghuo.archive.ArchiveId;
import im.fenghuo.archive.Receipt;
import im.fenghuo.lane.Lane;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A connected resource, on its account's loop.
public final class ClientSession implements Session, SessionPort {

  private static final int MAX_BEHIND = 500;
  private static final int MAX_HAD = 10_000;

  private final LocalAccount account;
  private final Jid jid;
  private final StreamPort stream;
  private final Lane lane;
  private final State state = new State();

  private @Nullable Presence presence;
  private boolean interested;
  private boolean gone;
  private @Nullable Set<Jid> directed;
  private boolean catchingUp;
  private @Nullable ArrayDeque<Behind> behind;
  private long takesFrom = Long.MAX_VALUE;
  private SortedSet<Long> had = Collections.emptySortedSet();
  private final Deliveries deliveries = new Deliveries();

  /// Null until something may be held back. After that all that is sent passes the account's loop,
  /// so that it stays in order.
  private volatile @Nullable Holding holding;

  private @Nullable ArrayDeque<Receipt> unsettled;
  private volatile long settled;
  private long awaited = Long.MAX_VALUE;
  private @Nullable Runnable onSettled;

  /// What waits for messages of the archive before it.
  private record Behind(long number, Element stanza) {}

  ClientSession(LocalAccount account, Jid jid, StreamPort stream) {
    this.account = account;
    this.jid = jid;
    this.stream = stream;
    this.lane = new Lane(account.loop(), account.node().virtualThreads());
  }

  @Override
  public Jid jid() {
    return jid;
  }

  @Override
  public LocalAccount account() {
    return account;
  }

  /// Its inbound stanzas, in order.
  public Lane lane() {
    return lane;
  }

  @Override
  public @Nullable Presence presence() {
    return presence;
  }

  /// Keeps what it has broadcast; null when it is unavailable.
  public void setPresence(@Nullable Presence now) {
    presence = now;
  }

  /// Whether messages to the bare JID may go to it: available with a priority that is not negative
  /// (RFC 6121 §8.5.2.1).
  public boolean takesMessages() {
    Presence current = presence;
    return current != null && current.priority() >= 0;
  }

  @Override
  public boolean isInterested() {
    return interested;
  }

  /// It has asked for the roster.
  public void setInterested() {
    interested = true;
  }

  /// Whom it has sent directed presence (RFC 6121 §4.6); to be changed on the account's loop.
  public Set<Jid> directed() {
    if (directed == null) {
      directed = new HashSet<>(4);
    }
    return directed;
  }

  /// Whether it has sent directed presence to anybody.
  public boolean hasDirected() {
    return directed != null && !directed.isEmpty();
  }

  @Override
  public void send(Element stanza) {
    Holding holds = holding;
    if (holds == null) {
      stream.send(stanza);
    } else {
      account.loop().run(() -> holds.send(stanza));
    }
  }

  @Override
  public void sendInStep(Element stanza, @Nullable String archiveId) {
    ArchiveId id = archiveId == null ? null : ArchiveId.parse(archiveId);
    if (id != null) {
      gets(id.number());
    }
    if (id == null || !catchingUp) {
      send(stanza);
      return;
    }
    if (behind == null) {
      behind = new ArrayDeque<>(4);
    }
    behind.add(new Behind(id.number(), stanza));
    if (behind.size() > MAX_BEHIND) {
      sendBehind(Long.MAX_VALUE); // a client that reads so slowly hears of it out of step
    }
  }

  /// Sends what tells of messages before that number of the archive.
  private void sendBehind(long number) {
    while (behind != null && !behind.isEmpty() && behind.getFirst().number() < number) {
      send(behind.remove().stanza());
    }
    if (behind != null && behind.isEmpty()) {
      behind = null;
    }
  }

  @Override
  public void holdBack(boolean now) {
    Holding holds = holding;
    if (holds == null && now) {
      holds = new Holding(account.node().registry().holding(), stream::send);
      holding = holds;
    }
    if (holds != null) {
      holds.set(now);
    }
  }

  /// Delivers a message that has just come. One that is archived is left to the catching up, while
  /// that goes on. On the loop.
  ///
  /// @param number the message's in the archive, or 0
  void deliver(Element message, long number) {
    if (number == 0) {
      send(message);
    } else if (!catchingUp) {
      gets(number);
      give(message, number);
    }
  }

  /// Delivers a message of the archive. On the loop.
  void give(Element message, long number) {
    sendBehind(number);
    Holding holds = holding;
    if (holds != null) {
      holds.release();
    }
    stream.deliver(message, deliveries.give(number));
  }

  /// Does the work on the account's loop once its client has taken nearly all that it was sent;
  /// never when it ends before.
  void whenTaken(Runnable work) {
    stream.whenTaken(() -> account.loop().execute(work));
  }

  /// What its client was given.
  Deliveries deliveries() {
    return deliveries;
  }

  @Override
  public void confirmed(long delivery) {
    account.loop().run(() -> deliveries.confirmed(delivery));
  }

  /// From now on it takes messages.
  void setTakesMessages() {
    takesFrom = account.archive().last() + 1;
  }

  /// It is given all messages from that number on.
  void takesFrom(long number) {
    takesFrom = Math.min(takesFrom, number);
  }

  /// Those of the messages that another session was given in vain which this one has not had: from
  /// now on it has. Two that end may have been given the same.
  SortedSet<Long> missed(SortedSet<Long> numbers) {
    SortedSet<Long> missed = new TreeSet<>(numbers.headSet(takesFrom));
    missed.removeAll(had);
    missed.forEach(this::addHad);
    return missed;
  }

  /// Whether it has had a message, or a copy of it, that the account still counts as not delivered.
  boolean hasHad(long number) {
    return had.contains(number);
  }

  /// It gets a message, or a copy of it. That is remembered where it may be given again: by one who
  /// goes through what is not delivered, or as what another session was given in vain.
  private void gets(long number) {
    if (takesFrom == Long.MAX_VALUE || number > account.delivered()) {
      addHad(number);
    }
  }

  private void addHad(long number) {
    if (had.isEmpty()) {
      had = new TreeSet<>();
    }
    had.add(number);
    if (had.size() > MAX_HAD) {
      had.removeFirst();
    }
  }

  /// Whether it is being sent what came while nobody was there, up to the archive's end.
  boolean isCatchingUp() {
    return catchingUp;
  }

  void setCatchingUp(boolean now) {
    catchingUp = now;
    if (!now) {
      sendBehind(Long.MAX_VALUE);
    }
  }

  @Override
  @SuppressWarnings("unchecked") // set() keeps key and value together
  public <T> T get(Key<T> key) {
    T value = (T) state.get(key);
    return value == null ? key.initially() : value;
  }

  @Override
  public <T> void set(Key<T> key, T value) {
    account.loop().run(() -> state.set(key, value));
  }

  /// Whether the stream is gone.
  public boolean isGone() {
    return gone;
  }

  /// The stream is gone. What it has handed in is still handled, up to the end, unless the account
  /// itself is gone: a client may say its last word and leave.
  void setGone() {
    gone = true;
    unsettled = null;
    if (account.isRemoved()) {
      lane.close();
    }
  }

  void close(StreamError error) {
    stream.close(error);
  }

  @Override
  public void stanza(Element element) {
    account
        .loop()
        .run(() -> {
          if (!gone) {
            Receipt receipt = new Receipt();
            track(receipt);
            lane.quick(() -> handle(element, receipt));
          }
        });
  }

  private void handle(Element element, Receipt receipt) {
    if (!element.namespace().equals(Stanza.NAMESPACE)) {
      receipt.done();
      nonza(element);
      return;
    }
    Stanza stanza;
    try {
      stanza = Stanza.of(element);
    } catch (StanzaException e) {
      refuse(element, e);
      receipt.done();
      return;
    }
    switch (stanza) {
      case Message message -> {
        MessageFlow.sent(this, message, receipt);
        receipt.done();
      }
      case Presence presenceStanza -> {
        if (!gone) { // else its end was announced already
          account.node().presences().sent(this, presenceStanza, receipt);
        }
        receipt.done();
      }
      case Iq iq -> IqFlow.sent(this, iq, receipt);
    }
  }

  private void nonza(Element element) {
    NonzaHandler handler = account.node().registry().nonza(element);
    if (handler != null) { // else the client is on a node of another version
      handler.received(element, this);
    }
  }

  /// Answers a stanza that cannot be read (RFC 6120 §8.3), unless it is an error itself.
  private void refuse(Element element, StanzaException error) {
    String type = element.attribute("type");
    if ("error".equals(type) || "result".equals(type)) {
      return;
    }
    Element.Builder answer =
        Element.of(Stanza.NAMESPACE, element.name())
            .attribute("type", "error")
            .attribute("id", element.attribute("id"))
            .attribute("to", jid.toString());
    String to = element.attribute("to");
    if (to != null && error.condition() != Condition.JID_MALFORMED) {
      answer.attribute("from", to);
    }
    send(answer.child(error.toElement()).build());
  }

  private void track(Receipt receipt) {
    if (unsettled == null) {
      unsettled = new ArrayDeque<>(4);
    }
    unsettled.add(receipt);
    if (unsettled.size() > 16) {
      settle();
    }
  }

  /// Counts the stanzas that are done, from the oldest on.
  private void settle() {
    if (unsettled != null) {
      long count = settled;
      while (!unsettled.isEmpty() && unsettled.getFirst().isDone()) {
        unsettled.poll();
        count++;
      }
      settled = count;
      if (unsettled.isEmpty()) {
        unsettled = null;
      }
    }
    if (settled >= awaited) {
      Runnable waiting = onSettled;
      awaited = Long.MAX_VALUE;
      onSettled = null;
      if (waiting != null) {
        waiting.run();
      }
    } else if (onSettled != null && unsettled != null) {
      unsettled.getFirst().whenDone(() -> account.loop().execute(this::settle));
    }
  }

  @Override
  public void whenSettled(long count, Runnable work) {
    account
        .loop()
        .run(() -> {
          awaited = count;
          onSettled = work;
          settle();
        });
  }

  @Override
  public long settled() {
    return settled;
  }

  @Override
  public void resumed() {
    account
        .loop()
        .run(() -> {
          if (!gone) {
            lane.quick(
                () -> account.node().registry().sessions().forEach(each -> each.resumed(this)));
          }
        });
  }

  @Override
  public void detach() {
    account.loop().run(() -> Sessions.end(this));
  }
}
