package im.fenghuo.bench;

/// One half of a conversation: sends numbered messages to its partner and checks those that come
/// back.
///
/// Everything happens on the loop that both halves share.
final class ChatUser implements ClientStream.Reader, Speaker {

  private final Conversation conversation;
  private final Account account;
  private final ClientStream stream;
  private final NumberedMessages messages;
  private final Sequence received = new Sequence();
  private ChatUser partner = this;
  private long sent;

  ChatUser(Conversation conversation, Account account, ClientStream stream, String partnerJid) {
    this.conversation = conversation;
    this.account = account;
    this.stream = stream;
    this.messages =
        new NumberedMessages(
            partnerJid, "chat", conversation.run(), account.number(), conversation.bodySize());
  }

  void meets(ChatUser other) {
    partner = other;
  }

  Account account() {
    return account;
  }

  ChatUser partner() {
    return partner;
  }

  ClientStream stream() {
    return stream;
  }

  long sent() {
    return sent;
  }

  Sequence received() {
    return received;
  }

  @Override
  public void send(long due) {
    conversation.meter().sent();
    stream.send(messages.write(sent++, due));
  }

  @Override
  public void received(ClientStream from, Stanza stanza) {
    if (!stanza.is("message")) {
      return;
    }
    if (stanza.attributeIs("type", "error")) {
      conversation.meter().error(account.user() + " got " + stanza.excerpt());
      return;
    }
    int body = stanza.textAt("body");
    if (body < 0) {
      return;
    }
    Numbers numbers = new Numbers(stanza.bytes(), body, stanza.end());
    if (!numbers.skip('c') || numbers.next() != conversation.run()) {
      conversation.stray();
      return;
    }
    long sender = numbers.next();
    long number = numbers.next();
    long due = numbers.next();
    if (sender != partner.account.number()) {
      conversation.meter().error(account.user() + " got another's " + stanza.excerpt());
      return;
    }
    if (received.arrived(number)) {
      long now = System.nanoTime();
      conversation.meter().unit(now - due);
      if (conversation.isClosedLoop() && partner.sent < conversation.limit()) {
        partner.send(now);
      }
    }
  }

  @Override
  public void closed(ClientStream from, String reason) {
    if (!reason.isEmpty()) {
      conversation.meter().error(account.user() + ": " + reason);
    }
  }
}
