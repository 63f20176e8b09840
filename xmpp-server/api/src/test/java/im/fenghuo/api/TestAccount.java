package im.fenghuo.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// An account in memory: whatever is posted to its loop runs at once.
public final class TestAccount implements Account {

  private final Jid jid;
  private final long id;
  private final Map<String, TestSession> sessions = new LinkedHashMap<>();
  private final Map<Jid, Roster.Item> roster = new LinkedHashMap<>();
  private final Map<Key<?>, Object> state = new HashMap<>();
  private final List<Stanza> routed = new ArrayList<>();
  private final Map<Iq, Consumer<Iq>> asked = Collections.synchronizedMap(new LinkedHashMap<>());

  public TestAccount(String jid, long id) {
    this.jid = Jid.parse(jid);
    this.id = id;
  }

  /// Connects a resource; it is not available yet.
  public TestSession connect(String resource) {
    TestSession session = new TestSession(this, jid.withResource(resource));
    sessions.put(resource, session);
    return session;
  }

  /// Puts a contact into the roster.
  public TestAccount contact(String contact, Roster.Subscription subscription) {
    Jid key = Jid.parse(contact);
    roster.put(key, new Roster.Item(key, "", subscription, false, false, List.of()));
    return this;
  }

  /// What was sent on its behalf.
  public List<Stanza> routed() {
    return routed;
  }

  /// What was asked on its behalf and not answered yet.
  public List<Iq> asked() {
    return List.copyOf(asked.keySet());
  }

  /// Answers something that was asked on its behalf.
  public void answer(Iq question, Iq answer) {
    asked.remove(question).accept(answer);
  }

  @Override
  public Jid jid() {
    return jid;
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public Collection<Session> sessions() {
    return List.copyOf(sessions.values());
  }

  @Override
  public Session session(String resource) {
    return sessions.get(resource);
  }

  @Override
  public Roster roster() {
    return new Roster() {
      @Override
      public Collection<Item> items() {
        return roster.values();
      }

      @Override
      public Item item(Jid bareJid) {
        return roster.get(bareJid);
      }
    };
  }

  @Override
  @SuppressWarnings("unchecked") // set() keeps key and value together
  public <T> T get(Key<T> key) {
    return (T) state.get(key);
  }

  @Override
  public <T> void set(Key<T> key, T value) {
    state.put(key, value);
  }

  @Override
  public void run(Runnable work) {
    work.run();
  }

  @Override
  public void route(Stanza stanza) {
    routed.add(stanza);
  }

  @Override
  public void ask(Iq request, Duration limit, Consumer<Iq> answer) {
    asked.put(request.withAddresses(jid, request.to()), answer);
  }
}
