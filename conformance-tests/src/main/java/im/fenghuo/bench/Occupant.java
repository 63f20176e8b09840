package im.fenghuo.bench;

import java.util.concurrent.atomic.AtomicInteger;

/// One client in the room: enters, says numbered messages, and checks what it hears. On its
/// stream's loop.
final class Occupant implements ClientStream.Reader, Speaker {

  private static final String NO_PRESENCE = "<field var='muc#roomconfig_presencebroadcast'/>";

  private final Room room;
  private final Account account;
  private final ClientStream stream;
  private final NumberedMessages messages;
  private final Sequence received = new Sequence();
  private Occupant[] others = {};
  private long entering;
  private boolean entered;
  private boolean floods;
  private volatile boolean configured;
  private final AtomicInteger sent = new AtomicInteger();

  Occupant(Room room, Account account, ClientStream stream) {
    this.room = room;
    this.account = account;
    this.stream = stream;
    this.messages = room.messagesOf(account);
  }

  /// @param everybody by the numbers of their accounts
  void meets(Occupant[] everybody) {
    others = everybody;
  }

  ClientStream stream() {
    return stream;
  }

  int number() {
    return account.number();
  }

  int sent() {
    return sent.get();
  }

  /// What has arrived, by its place in the order of all.
  Sequence received() {
    return received;
  }

  /// From now on what it says has no latency, and it may be told to say less.
  void flood() {
    floods = true;
  }

  /// Whether the owner's configuration holds.
  boolean isConfigured() {
    return configured;
  }

  void enter() {
    stream.readBy(this);
    entering = System.nanoTime();
    stream.send(
        "<presence to='"
            + room.jid()
            + "/"
            + account.user()
            + "'><x xmlns='http://jabber.org/protocol/muc'>"
            + "<history maxstanzas='0'/></x></presence>");
  }

  /// As the owner: takes the room as it is, but for whether presence is shown.
  void configure(boolean showsPresence) {
    stream.send(
        "<iq type='set' id='configure' to='"
            + room.jid()
            + "'><query xmlns='http://jabber.org/protocol/muc#owner'>"
            + "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>"
            + "http://jabber.org/protocol/muc#roomconfig</value></field>"
            + (showsPresence ? "" : NO_PRESENCE)
            + "</x></query></iq>");
  }

  @Override
  public void send(long due) {
    if (!floods) {
      room.meter().sent();
    }
    stream.send(messages.write(sent.getAndIncrement(), due));
  }

  @Override
  public void received(ClientStream from, Stanza stanza) {
    if (stanza.is("message")) {
      message(stanza);
    } else if (stanza.is("presence")) {
      presence(stanza);
    } else if (stanza.attributeIs("id", "configure")) {
      configured = stanza.attributeIs("type", "result");
      if (!configured) {
        room.meter().error("configuring: " + stanza.excerpt());
      }
    }
  }

  private void presence(Stanza stanza) {
    if (stanza.attributeIs("type", "error")) {
      room.meter().error(account.user() + " got " + stanza.excerpt());
      return;
    }
    room.presence();
    if (!entered && (stanza.contains("code='110'") || stanza.contains("code=\"110\""))) {
      entered = true;
      room.entered();
      room.meter().unit(System.nanoTime() - entering);
    }
  }

  private void message(Stanza stanza) {
    if (stanza.attributeIs("type", "error")) {
      if (floods) {
        room.refused();
      } else {
        room.meter().error(account.user() + " got " + stanza.excerpt());
      }
      return;
    }
    int body = stanza.textAt("body");
    if (body < 0) {
      return;
    }
    Numbers numbers = new Numbers(stanza.bytes(), body, stanza.end());
    if (!numbers.skip('c') || numbers.next() != room.run()) {
      return;
    }
    int sender = (int) numbers.next();
    int number = (int) numbers.next();
    long due = numbers.next();
    int place = room.order().place(sender, number);
    if (received.arrived(place)) {
      room.copy(stanza.end() - stanza.start());
      heard(others[sender], place, due);
    }
  }

  private void heard(Occupant sender, int place, long due) {
    long now = System.nanoTime();
    if (!sender.floods) {
      room.meter().unit(now - due);
    }
    boolean everybody = room.order().arrived(place) == room.occupants();
    if (everybody && room.isClosedLoop() && !sender.floods) {
      sender.stream.eventLoop().execute(() -> sender.send(now));
    }
  }

  @Override
  public void closed(ClientStream from, String reason) {
    if (!reason.isEmpty() && !floods) {
      room.meter().error(account.user() + ": " + reason);
    }
  }
}
