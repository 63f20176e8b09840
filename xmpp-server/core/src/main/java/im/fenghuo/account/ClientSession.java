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
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A connected resource, on its account's loop.
public final class ClientSession implements Session, SessionPort {

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
  private final Behind behind = new Behind(this);
  private final Missed missed;
  private final Deliveries deliveries = new Deliveries();

  /// Null until something may be held back. After that all that is sent passes the account's loop,
  /// so that it stays in order.
  private volatile @Nullable Holding holding;

  private final Unsettled unsettled;

  ClientSession(LocalAccount account, Jid jid, StreamPort stream) {
    this.account = account;
    this.jid = jid;
    this.stream = stream;
    this.lane = new Lane(account.loop(), account.node().virtualThreads());
    this.missed = new Missed(account);
    this.unsettled = new Unsettled(account.loop());
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
      missed.gets(id.number());
    }
    if (id == null || !catchingUp) {
      send(stanza);
    } else {
      behind.add(id.number(), stanza);
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
      missed.gets(number);
      give(message, number);
    }
  }

  /// Delivers a message of the archive. On the loop.
  void give(Element message, long number) {
    behind.send(number);
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

  /// Which messages it has had.
  Missed missed() {
    return missed;
  }

  /// Whether it is being sent what came while nobody was there, up to the archive's end.
  boolean isCatchingUp() {
    return catchingUp;
  }

  void setCatchingUp(boolean now) {
    catchingUp = now;
    if (!now) {
      behind.sendAll();
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
    unsettled.forget();
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
            unsettled.add(receipt);
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

  @Override
  public void whenSettled(long count, Runnable work) {
    account.loop().run(() -> unsettled.whenSettled(count, work));
  }

  @Override
  public long settled() {
    return unsettled.settled();
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
