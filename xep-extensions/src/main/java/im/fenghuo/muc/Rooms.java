package im.fenghuo.muc;

import im.fenghuo.api.Jid;
import im.fenghuo.api.Presence;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Services;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.entity.Entity;
import im.fenghuo.api.entity.EntityHost;
import im.fenghuo.api.entity.EntityLane;
import im.fenghuo.api.page.PageRequest;
import im.fenghuo.command.Commands;
import im.fenghuo.pubsub.Pubsub;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The engine, as extensions use it: all rooms of the service `muc.DOMAIN`.
public final class Rooms implements EntityHost {

  /// The service.
  public static final Target SERVICE = Target.service("muc");

  private static final Duration SWEEP = Duration.ofMinutes(10);
  private static final int SWEPT = 100;
  private static final Duration DEPARTURES = Duration.ofSeconds(5);

  private final Services services;
  private final RoomSettings settings;
  private final Function<RoomOptions, RoomStore> stores;
  private final Registrations registrations = new Registrations();
  private @Nullable RoomStore store;

  /// @param settings what rooms may cost
  public Rooms(Services services, RoomSettings settings) {
    this(
        services,
        settings,
        options ->
            new PgRoomStore(
                services.db(),
                options,
                new RoomMembers(services.conversations().memberships(), options)));
  }

  /// @param stores makes the store, once it is known what rooms can be configured in
  Rooms(Services services, RoomSettings settings, Function<RoomOptions, RoomStore> stores) {
    this.services = services;
    this.settings = settings;
    this.stores = stores;
    Invitations.install(registrations);
    Discovery.install(registrations);
    Administering.install(registrations);
    Owning.install(registrations);
    Registering.install(registrations);
    Approvals.install(registrations);
    VoiceRequests.install(registrations);
    RoomCommands.install(registrations, new Commands(services.clock()));
    Census.install(registrations);
  }

  /// Where extensions say what they do in rooms, before the server listens.
  public RoomRegistrar registrar() {
    return registrations;
  }

  /// Has the rooms receive what is addressed to them, and declares their tables: once.
  public void install(Registrar on) {
    on.schema(PgRoomStore.class, PgRoomStore.SCHEMA);
    on.entities(SERVICE, this);
    on.every(SWEEP, this::sweep);
    on.every(DEPARTURES, () -> store().departures(SWEPT).forEach(this::wake));
    on.nodes(SERVICE, new ListedRooms(this::store));
  }

  /// Has whoever has a bookmark of a room be a member of it (XEP-0402).
  public void follow(Pubsub pubsub) {
    pubsub.follow(RoomBookmarks.NODE, new RoomBookmarks(this::members));
  }

  private RoomMembers members() {
    return new RoomMembers(services.conversations().memberships(), registrations.options());
  }

  @Override
  public Entity load(Jid jid, EntityLane lane) throws StanzaException {
    Room room = new Room(this, jid, lane);
    Optional<StoredRoom> stored = store().load(jid);
    if (stored.isPresent()) {
      room.restore(stored.get());
      room.awaken();
    }
    return room;
  }

  /// Reads a page of the rooms that everybody may find. Blocks.
  ///
  /// @param page names rooms by [RoomSearch.Order#id]
  public List<ListedRoom> list(RoomSearch search, PageRequest page) {
    return store().list(search, page);
  }

  /// Counts these rooms; null where they are too many for that. Blocks.
  public @Nullable Long count(RoomSearch search) {
    return store().count(search);
  }

  /// Wakes the rooms that a crash may have left behind: those that do not outlast their occupants
  /// end then, and the others say that nobody is in them. Blocks.
  private void sweep() {
    long after = 0;
    List<RoomStore.UnsettledRoom> some;
    do {
      some = store().unsettled(after, SWEPT);
      for (RoomStore.UnsettledRoom each : some) {
        after = each.id();
        wake(each.jid());
      }
    } while (some.size() == SWEPT);
  }

  private void wake(Jid room) {
    services.route(Presence.of(Presence.Type.PROBE, room.domain(), room));
  }

  /// Where rooms are kept; made when everything is registered.
  synchronized RoomStore store() {
    RoomStore made = store;
    if (made == null) {
      made = stores.apply(registrations.options());
      store = made;
    }
    return made;
  }

  Registrations registrations() {
    return registrations;
  }

  RoomSettings settings() {
    return settings;
  }

  Services services() {
    return services;
  }
}
