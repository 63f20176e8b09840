package im.fenghuo.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;

/// One half of a conversation: sends numbered messages to its partner and checks those that come
/// back.
///
/// Everything happens on the loop that both halves share. The body of a message is `c<run> <sender>
/// <number> <when due> xxx…`.
final class ChatUser implements ClientStream.Reader {

  private static final byte[] BETWEEN = "'><body>c".getBytes(US_ASCII);
  private static final byte[] AFTER = "</body></message>".getBytes(US_ASCII);

  private final Conversation conversation;
  private final Account account;
  private final ClientStream stream;
  private final byte[] before;
  private final byte[] padding;
  private final Sequence received = new Sequence();
  private ChatUser partner = this;
  private long sent;

  ChatUser(Conversation conversation, Account account, ClientStream stream, String partnerJid) {
    this.conversation = conversation;
    this.account = account;
    this.stream = stream;
    this.before = ("<message to='" + partnerJid + "' type='chat' id='c").getBytes(UTF_8);
    this.padding = "x".repeat(conversation.bodySize()).getBytes(US_ASCII);
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

  /// Sends the next message; its latency counts from `due`.
  void send(long due) {
    ByteBuf bytes =
        PooledByteBufAllocator.DEFAULT.directBuffer(before.length + padding.length + 128);
    bytes.writeBytes(before);
    decimal(bytes, sent);
    bytes.writeBytes(BETWEEN);
    decimal(bytes, conversation.run());
    bytes.writeByte(' ');
    decimal(bytes, account.number());
    bytes.writeByte(' ');
    decimal(bytes, sent);
    bytes.writeByte(' ');
    decimal(bytes, due);
    bytes.writeByte(' ');
    bytes.writeBytes(padding);
    bytes.writeBytes(AFTER);
    sent++;
    conversation.meter().sent();
    stream.send(bytes);
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

  private static void decimal(ByteBuf bytes, long value) {
    if (value >= 10) {
      decimal(bytes, value / 10);
    }
    bytes.writeByte((int) ('0' + value % 10));
  }
}
