package im.fenghuo.account;

import im.fenghuo.api.xml.Element;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// What tells a session of messages of the archive that it is still to be sent: in step with them.
/// Belongs to the account's loop.
final class Behind {

  private static final int MAX = 500;

  private final ClientSession session;
  private @Nullable ArrayDeque<Waiting> waiting;

  private record Waiting(long number, Element stanza) {}

  Behind(ClientSession session) {
    this.session = session;
  }

  /// Waits until what comes before that number of the archive is sent.
  void add(long number, Element stanza) {
    if (waiting == null) {
      waiting = new ArrayDeque<>(4);
    }
    waiting.add(new Waiting(number, stanza));
    if (waiting.size() > MAX) {
      sendAll(); // a client that reads so slowly hears of it out of step
    }
  }

  /// Sends what tells of messages before that number of the archive.
  void send(long number) {
    while (waiting != null && !waiting.isEmpty() && waiting.getFirst().number() < number) {
      session.send(waiting.remove().stanza());
    }
    if (waiting != null && waiting.isEmpty()) {
      waiting = null;
    }
  }

  void sendAll() {
    send(Long.MAX_VALUE);
  }
}
