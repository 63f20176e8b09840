package im.fenghuo.account;

import im.fenghuo.api.Account;
import im.fenghuo.api.Iq;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Session;
import im.fenghuo.api.Stanza;
import im.fenghuo.archive.ArchiveLane;
import im.fenghuo.archive.ArchiveOwner;
import im.fenghuo.archive.Retention;
import im.fenghuo.lane.Lane;
import im.fenghuo.lane.Loop;
import im.fenghuo.roster.RosterItems;
import im.fenghuo.sasl.Credentials;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The lane of an account that is in use: everything that its stanzas need is in memory here, on
/// one loop. All of it can be rebuilt from storage.
public final class LocalAccount implements Account, ArchiveOwner {

  private final Node node;
  private final Loop loop;
  private final Jid jid;
  private final long id;
  private final ArchiveLane archive;
  private final Lane changes;
  private final Questions questions = new Questions(this);
  private final State state = new State();

  private volatile RosterItems roster;
  private volatile List<ClientSession> sessions = List.of();
  private volatile String credentials;
  private volatile @Nullable Instant lastOnline;
  private @Nullable Lane visitors;
  private long delivered;
  private long savedDelivered;
  private @Nullable Instant savedLastOnline;
  private boolean draining;
  private boolean removed;
  private long lastUsed;

  LocalAccount(
      Node node, Loop loop, Jid jid, AccountRecord record, Map<Account.Key<?>, Object> loaded) {
    this.node = node;
    this.loop = loop;
    this.jid = jid;
    this.id = record.id();
    this.delivered = record.delivered();
    this.savedDelivered = delivered;
    this.roster = record.roster();
    this.credentials = record.credentials();
    this.lastOnline = record.lastOnline();
    this.savedLastOnline = lastOnline;
    this.changes = new Lane(loop, node.virtualThreads());
    this.archive =
        new ArchiveLane(
            id,
            record.end(),
            retention(record),
            loop,
            node.writer(id),
            node.virtualThreads(),
            node.archive());
    loaded.forEach(state::set);
  }

  @Override
  public Jid jid() {
    return jid;
  }

  @Override
  public long id() {
    return id;
  }

  /// What the accounts of this node share.
  public Node node() {
    return node;
  }

  /// The loop that everything here belongs to.
  public Loop loop() {
    return loop;
  }

  /// Where changes of the roster and of subscriptions run one after the other, and inbound presence
  /// with them, so that it never overtakes the subscription it depends on.
  public Lane changes() {
    return changes;
  }

  /// Where requests of others are answered, one after the other.
  Lane visitors() {
    if (visitors == null) {
      visitors = new Lane(loop, node.virtualThreads());
    }
    return visitors;
  }

  @Override
  public ArchiveLane archive() {
    return archive;
  }

  @Override
  public Collection<Session> sessions() {
    return List.copyOf(sessions);
  }

  /// Its sessions; an immutable list.
  public List<ClientSession> clientSessions() {
    return sessions;
  }

  @Override
  public @Nullable ClientSession session(String resource) {
    for (ClientSession session : sessions) {
      if (session.jid().resourcepart().equals(resource)) {
        return session;
      }
    }
    return null;
  }

  /// Takes a new session in. On the loop.
  void add(ClientSession session) {
    List<ClientSession> changed = new java.util.ArrayList<>(sessions);
    changed.add(session);
    sessions = List.copyOf(changed);
  }

  /// Forgets a session. On the loop.
  void remove(ClientSession session) {
    List<ClientSession> changed = new java.util.ArrayList<>(sessions);
    changed.remove(session);
    sessions = List.copyOf(changed);
  }

  @Override
  public RosterItems roster() {
    return roster;
  }

  /// Replaces the roster in memory; whoever calls it has stored the change, in a step of
  /// [#changes].
  public void setRoster(RosterItems changed) {
    roster = changed;
  }

  /// The salted keys of its password, as text.
  String credentials() {
    return credentials;
  }

  /// Whether it ends with its session.
  boolean isAnonymous() {
    return credentials.equals(Credentials.ANONYMOUS);
  }

  /// Takes up what storage knows of it and it does not change itself. On the loop.
  void setRecord(AccountRecord changed) {
    credentials = changed.credentials();
    archive.setRetention(retention(changed));
  }

  private Retention retention(AccountRecord record) {
    Retention own = record.retention();
    return own == null ? node.retentions().of(jid.domainpart()) : own;
  }

  /// When its last session ended; null if there never was one.
  public @Nullable Instant lastOnline() {
    return lastOnline;
  }

  void setLastOnline(Instant at) {
    lastOnline = at;
  }

  /// The last number that was delivered to one of its clients.
  long delivered() {
    return delivered;
  }

  /// A message with that number was delivered, or needs no delivery. Moves the cursor when nothing
  /// before it is left.
  void delivered(long number) {
    if (delivered == number - 1) {
      delivered = number;
    }
  }

  /// Everything up to that number was delivered.
  void deliveredUpTo(long number) {
    delivered = Math.max(delivered, number);
  }

  /// What comes after that number was not delivered after all.
  void deliveredOnlyUpTo(long number) {
    delivered = Math.min(delivered, number);
  }

  /// What storage is to know of it. The cursor never passes what is durable, nor what a client is
  /// to confirm.
  Progress progress() {
    long cursor = Math.min(delivered, archive.lastDurable());
    for (ClientSession session : sessions) {
      cursor = Math.min(cursor, session.deliveries().first() - 1);
    }
    return new Progress(id, cursor, lastOnline);
  }

  /// What storage is to know of it, when that has changed since it was last taken.
  @Nullable Progress takeProgress() {
    Progress now = progress();
    if (now.delivered() <= savedDelivered && Objects.equals(lastOnline, savedLastOnline)) {
      return null;
    }
    savedDelivered = now.delivered();
    savedLastOnline = lastOnline;
    return now;
  }

  /// Storage has not kept what was taken last: it is to be taken again.
  void progressNotSaved() {
    savedDelivered = -1;
  }

  boolean isDraining() {
    return draining;
  }

  void setDraining(boolean now) {
    draining = now;
  }

  boolean isRemoved() {
    return removed;
  }

  void setRemoved() {
    removed = true;
  }

  void used(long now) {
    lastUsed = now;
  }

  /// Whether nothing needs it in memory.
  boolean isIdleSince(long time) {
    return sessions.isEmpty()
        && archive.isDurable()
        && changes.size() == 0
        && questions.isEmpty()
        && delivered == savedDelivered
        && Objects.equals(lastOnline, savedLastOnline)
        && lastUsed < time;
  }

  @Override
  @SuppressWarnings("unchecked") // set() and the loaders keep key and value together
  public <T> T get(Key<T> key) {
    T value = (T) state.get(key);
    if (value == null) {
      throw new IllegalStateException("account state " + key + " has no loader");
    }
    return value;
  }

  @Override
  public <T> void set(Key<T> key, T value) {
    loop.run(() -> state.set(key, value));
  }

  @Override
  public void run(Runnable work) {
    loop.run(work);
  }

  @Override
  public void route(Stanza stanza) {
    node.router().route(stanza);
  }

  @Override
  public void ask(Iq request, Duration limit, Consumer<Iq> answer) {
    loop.run(() -> questions.ask(request, limit, answer));
  }

  /// What it has asked others.
  Questions questions() {
    return questions;
  }

  @Override
  public String toString() {
    return jid.toString();
  }
}
