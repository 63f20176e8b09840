package im.fenghuo.muc;

import im.fenghuo.api.Archive;
import im.fenghuo.api.Condition;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Services;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.entity.Entity;
import im.fenghuo.api.entity.EntityArchive;
import im.fenghuo.api.entity.EntityLane;
import im.fenghuo.api.xml.Element;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A room: its parts, and which of them takes what. All of it lives on the room's lane.
public final class Room implements Entity {

  /// How long a room waits for its occupants to come back.
  private static final Duration ABANDONED = Duration.ofMinutes(5);

  private final Rooms rooms;
  private final Jid jid;
  private final EntityLane lane;
  private final Ids ids = new Ids();
  private final Reception reception;
  private final Occupants occupants = new Occupants();
  private final Broadcast broadcast;
  private final Presences presences = new Presences(this);
  private final Announcements announcements;
  private final Nicknames nicknames = new Nicknames(this);
  private final Entering entering;
  private final Leaving leaving;
  private final Messages messages = new Messages(this);
  private final Whispers whispers;
  private final Subject subject;
  private final History history;
  private final Requests requests;
  private final Relay relay;
  private final Roles roles = new Roles(this);
  private final Affiliating affiliating = new Affiliating(this);
  private final Configuring configuring = new Configuring(this);
  private final Destroying destroying;
  private final Departures departures;
  private final Census census;
  private @Nullable RoomState state;

  Room(Rooms rooms, Jid jid, EntityLane lane) {
    this.rooms = rooms;
    this.jid = jid;
    this.lane = lane;
    this.broadcast = new Broadcast(lane);
    this.announcements = new Announcements(this, lane);
    this.reception = new Reception(this, new Creation(this, lane));
    this.entering = new Entering(this, lane);
    this.leaving = new Leaving(this, lane);
    this.whispers = new Whispers(this, lane);
    this.subject = new Subject(this, lane);
    this.history = new History(this, lane);
    this.requests = new Requests(this, lane);
    this.relay = new Relay(this, lane);
    this.destroying = new Destroying(this, lane);
    this.departures = new Departures(this, lane);
    this.census = new Census(this, lane);
  }

  @Override
  public void receive(Stanza stanza) throws StanzaException {
    reception.receive(stanza);
  }

  @Override
  public void lost(List<Jid> recipients) {
    recipients.forEach(leaving::fail);
  }

  @Override
  public boolean isIdle() {
    return occupants.size() == 0
        && relay.isIdle()
        && !destroying.isAbandoned()
        && census.isSettled();
  }

  @Override
  public void leave(Departure why) {
    leaving.leave(why);
  }

  /// Takes what was stored as what the room is. Blocks.
  void restore(StoredRoom stored) throws StanzaException {
    EntityArchive archive = lane.open(stored.id(), null);
    RoomState restored = new RoomState(stored, archive);
    state = restored;
    census.restore(stored.occupants());
    registrations().states().forEach((key, loader) -> load(restored, key, loader.apply(this)));
    if (settings().history() > 0) {
      Archive.Query last =
          new Archive.Query(
              null,
              null,
              null,
              null,
              null,
              List.of(),
              new Archive.Cursor.Last(),
              settings().history());
      history.load(services().archive().find(archive, last).entries());
    }
  }

  @SuppressWarnings("unchecked") // the loader was registered with the key
  private static <T> void load(RoomState state, RoomKey<?> key, T value) {
    state.set((RoomKey<T>) key, value);
  }

  /// It has just been loaded: if it was for its occupants only, it waits a while for them.
  void awaken() {
    if (destroying.isAbandoned()) {
      lane.after(ABANDONED, this::emptied);
    }
  }

  /// It is no more.
  void cease() {
    state = null;
    history.clear();
  }

  /// Somebody has left.
  void emptied() {
    destroying.endIfAbandoned();
  }

  /// Keeps something of an extension with the room, in place of what it has kept under that name
  /// before; null for nothing. Blocks: in a blocking step.
  public void keep(String name, @Nullable Element value) {
    store().keep(state().id(), name, value);
    state().keep(name, value);
  }

  /// What an extension has kept with the room under that name, or null.
  public @Nullable Element kept(String name) {
    return state().kept(name);
  }

  /// What the extension's loader has loaded, or what was set since.
  public <T> T get(RoomKey<T> key) {
    return state().get(key);
  }

  /// Replaces the state of an extension in memory. Whoever calls it has stored what must survive.
  public <T> void set(RoomKey<T> key, T value) {
    state().set(key, value);
  }

  /// Tells the listeners whom a message mentions.
  public void mentioned(String id, Set<Jid> accounts, boolean everybody) {
    tell(listener -> listener.mentioned(this, id, accounts, everybody));
  }

  /// Whose occupant identifier it is; null for none that is known.
  public @Nullable Jid accountOf(String occupantId) {
    RoomRegistrar.OccupantIdentifiers identifiers = registrations().identifiers();
    return identifiers == null ? null : identifiers.account(this, occupantId);
  }

  void tell(Consumer<RoomListener> what) {
    registrations().listeners().forEach(what);
  }

  /// The occupant who has sent a stanza.
  ///
  /// @throws StanzaException `not-acceptable` to those who are not in the room (§7.4)
  public Occupant occupantOf(Stanza stanza) throws StanzaException {
    Occupant occupant = occupants.of(stanza.sender());
    if (occupant == null) {
      throw notInside();
    }
    return occupant;
  }

  static StanzaException notInside() {
    return new StanzaException(Condition.NOT_ACCEPTABLE, "you are not in this room");
  }

  /// Whether there is such a room.
  public boolean exists() {
    return state != null;
  }

  /// Whether its creator has yet to configure it.
  public boolean isLocked() {
    return state().isLocked();
  }

  RoomState state() {
    if (state == null) {
      throw new IllegalStateException("this room does not exist: " + jid);
    }
    return state;
  }

  /// What somebody is to the room.
  ///
  /// @param account a bare JID
  public Affiliation affiliation(Jid account) {
    return affiliations().of(account);
  }

  /// The role with which somebody enters.
  ///
  /// @param account a bare JID
  public Role initialRole(Jid account, Affiliation affiliation) {
    Role role = affiliation.initialRole(configuration().is(RoomOptions.MODERATED));
    for (RoomRegistrar.RoleRule each : registrations().roles()) {
      role = each.role(this, account, affiliation, role);
    }
    return role;
  }

  /// Whether an occupant sees the real JIDs of others.
  public boolean isInformed(Occupant occupant) {
    return configuration().get(RoomOptions.WHOIS) == Whois.ANYONE || occupant.role().moderates();
  }

  /// Whether occupants of a role are seen by others.
  public boolean isVisible(Role role) {
    return configuration().get(RoomOptions.PRESENCE_BROADCAST).contains(role);
  }

  /// What time it is.
  public Instant now() {
    return services().clock().instant();
  }

  /// Tells everybody anew who an occupant is: an extension says something else of them now.
  public void refresh(Occupant occupant) {
    occupant.changed();
    announcements.changed(occupant, occupant.role(), Notice.NONE, null);
  }

  /// What an extension adds to the presence of an occupant; null for nothing.
  public @Nullable Element presenceAddition(Occupant occupant, String namespace) {
    for (Element each : registrations().presenceAdditions(this, occupant)) {
      if (each.namespace().equals(namespace)) {
        return each;
      }
    }
    return null;
  }

  /// An id for a stanza of the room.
  public String newId() {
    return ids.next();
  }

  /// The room's bare JID.
  public Jid jid() {
    return jid;
  }

  /// The room's key in the database; also that of its archive.
  public long id() {
    return state().id();
  }

  /// Random bytes, from which what nobody may guess is made. Not to be changed.
  public byte[] secret() {
    return state().secret();
  }

  public RoomConfiguration configuration() {
    return state().configuration();
  }

  public Affiliations affiliations() {
    return state().affiliations();
  }

  public EntityArchive archive() {
    return state().archive();
  }

  public EntityLane lane() {
    return lane;
  }

  public Occupants occupants() {
    return occupants;
  }

  public Messages messages() {
    return messages;
  }

  public History history() {
    return history;
  }

  public Roles roles() {
    return roles;
  }

  public Affiliating affiliating() {
    return affiliating;
  }

  public Configuring configuring() {
    return configuring;
  }

  public Destroying destroying() {
    return destroying;
  }

  public Leaving leaving() {
    return leaving;
  }

  public Requests requests() {
    return requests;
  }

  Census census() {
    return census;
  }

  Departures departures() {
    return departures;
  }

  Broadcast broadcast() {
    return broadcast;
  }

  Presences presences() {
    return presences;
  }

  Announcements announcements() {
    return announcements;
  }

  Nicknames nicknames() {
    return nicknames;
  }

  Entering entering() {
    return entering;
  }

  Whispers whispers() {
    return whispers;
  }

  Subject subject() {
    return subject;
  }

  Relay relay() {
    return relay;
  }

  Registrations registrations() {
    return rooms.registrations();
  }

  public RoomSettings settings() {
    return rooms.settings();
  }

  RoomStore store() {
    return rooms.store();
  }

  Services services() {
    return rooms.services();
  }

  @Override
  public String toString() {
    return jid.toString();
  }
}
