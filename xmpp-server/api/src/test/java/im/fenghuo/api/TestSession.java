package im.fenghuo.api;

import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.XmlParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A session in memory, with what its client was sent.
public final class TestSession implements Session {

  private final TestAccount account;
  private final Jid jid;
  private final List<Element> sent = new ArrayList<>();
  private final Map<Key<?>, Object> state = new HashMap<>();
  private Presence presence;
  private boolean holdsBack;

  TestSession(TestAccount account, Jid jid) {
    this.account = account;
    this.jid = jid;
  }

  /// Sends available presence.
  public TestSession available() {
    try {
      presence = Presence.of(XmlParser.create().parse("<presence xmlns='jabber:client'/>"));
    } catch (StanzaException e) {
      throw new IllegalStateException(e);
    }
    return this;
  }

  /// What its client was sent, and forgets it.
  public List<Element> received() {
    List<Element> received = List.copyOf(sent);
    sent.clear();
    return received;
  }

  @Override
  public Jid jid() {
    return jid;
  }

  @Override
  public Account account() {
    return account;
  }

  @Override
  public Presence presence() {
    return presence;
  }

  @Override
  public boolean isInterested() {
    return true;
  }

  @Override
  public void send(Element stanza) {
    sent.add(stanza);
  }

  @Override
  public void holdBack(boolean now) {
    holdsBack = now;
  }

  /// Whether it holds back what may wait.
  public boolean holdsBack() {
    return holdsBack;
  }

  @Override
  @SuppressWarnings("unchecked") // set() keeps key and value together
  public <T> T get(Key<T> key) {
    return (T) state.getOrDefault(key, key.initially());
  }

  @Override
  public <T> void set(Key<T> key, T value) {
    state.put(key, value);
  }
}
