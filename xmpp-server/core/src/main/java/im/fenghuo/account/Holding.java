package im.fenghuo.account;

import im.fenghuo.api.HoldRule;
import im.fenghuo.api.xml.Element;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a session holds back from its client, the oldest first. Belongs to the account's loop.
final class Holding {

  /// More than that does not wait.
  static final int MAX_STANZAS = 500;

  /// More than that does not wait either.
  static final int MAX_BYTES = 256 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(Holding.class);

  private final HoldRule rule;
  private final Consumer<Element> out;
  private final Map<Object, Held> held = new LinkedHashMap<>();
  private boolean holds;
  private int bytes;

  private record Held(Element stanza, int bytes) {}

  /// @param out sends to the client
  Holding(HoldRule rule, Consumer<Element> out) {
    this.rule = rule;
    this.out = out;
  }

  /// Begins or ends to hold back; at the end what is held is sent.
  void set(boolean now) {
    holds = now;
    if (!now) {
      release();
    }
  }

  /// Sends a stanza, or holds it back.
  void send(Element stanza) {
    Object key = holds ? key(stanza) : null;
    if (key == null) {
      release();
      out.accept(stanza);
    } else {
      hold(key, stanza);
    }
  }

  private @Nullable Object key(Element stanza) {
    try {
      return rule.key(stanza);
    } catch (RuntimeException e) {
      LOG.error("The rule of what may wait failed", e);
      return null;
    }
  }

  private void hold(Object key, Element stanza) {
    Held former = held.remove(key); // the news takes its place at the end
    bytes -= former == null ? 0 : former.bytes();
    Held latter = new Held(stanza, stanza.toBytes("").length);
    bytes += latter.bytes();
    held.put(key, latter);
    if (held.size() > MAX_STANZAS || bytes > MAX_BYTES) {
      release();
    }
  }

  /// Sends what is held.
  void release() {
    if (!held.isEmpty()) {
      held.values().forEach(each -> out.accept(each.stanza()));
      held.clear();
      bytes = 0;
    }
  }
}
