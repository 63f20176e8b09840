package im.fenghuo.api.entity;

import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.Stanza;
import java.util.ArrayList;
import java.util.List;

/// The archive of an entity in memory, which wants messages with a body or a subject: its ids are
/// `1-test`, `2-test`, …
public final class TestEntityArchive implements EntityArchive {

  private final long id;
  private final String retention;
  private final List<Appended> messages = new ArrayList<>();
  private boolean full;

  /// A message that was archived.
  public record Appended(Message message, Jid sender) {}

  /// @param id its key
  /// @param retention how long its messages are kept; null as long as the domain's
  public TestEntityArchive(long id, String retention) {
    this.id = id;
    this.retention = retention;
  }

  /// What was archived, the oldest first.
  public List<Appended> messages() {
    return messages;
  }

  /// How long its messages are kept, as it was opened.
  public String retention() {
    return retention;
  }

  /// Says that it takes nothing more, or does again.
  public void setFull(boolean now) {
    full = now;
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public long last() {
    return messages.size();
  }

  @Override
  public boolean isFull() {
    return full;
  }

  @Override
  public boolean wants(Message message) {
    return message.has(Stanza.NAMESPACE, "body")
        || message.has(Stanza.NAMESPACE, "subject")
        || message.has("urn:xmpp:message-retract:1", "retract");
  }

  @Override
  public String append(Message message, Jid sender) {
    messages.add(new Appended(message, sender));
    return messages.size() + "-test";
  }
}
