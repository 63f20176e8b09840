package im.fenghuo.muc;

import im.fenghuo.api.Accounts;
import im.fenghuo.api.Archive;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Roster;
import im.fenghuo.api.Services;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Xep;
import im.fenghuo.api.entity.Entity;
import im.fenghuo.api.entity.TestEntityArchive;
import im.fenghuo.api.entity.TestEntityLane;
import im.fenghuo.api.xml.Element;
import im.fenghuo.config.ConfigFile;
import im.fenghuo.xep.TestServer;
import im.fenghuo.xep.XepCatalog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The room coven@muc.localhost in memory, and what those who use it see, in short: presence as
/// `thirdwitch none/participant 110`, messages as `thirdwitch: hello`.
public final class TestRoom {

  public static final String ROOM = "coven@muc.localhost";
  public static final String CRONE = "crone1@localhost/desktop";
  public static final String WICCA = "wiccarocks@localhost/laptop";
  public static final String HAG = "hag66@localhost/pda";
  public static final String HECATE = "hecate@localhost/broom";

  /// What a client that enters wants, when it wants no history.
  public static final String ENTER =
      "<x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0'/></x>";

  public final InMemoryRoomStore store = new InMemoryRoomStore();
  public final Rooms rooms;
  public TestEntityLane lane = new TestEntityLane();
  public Room room;

  /// What was sent not by the room, but by the service.
  public final List<Stanza> routed = new ArrayList<>();

  private final List<TestEntityArchive.Appended> before = new ArrayList<>();
  private List<Stanza> sent = new ArrayList<>();
  private final Archive archives = new Said();
  private Instant now = Instant.parse("2026-11-21T12:00:00Z");

  public TestRoom() {
    this(_ -> {});
  }

  /// @param registration what extensions say
  public TestRoom(Consumer<RoomRegistrar> registration) {
    Services services =
        new Services(
            null,
            archives,
            null,
            new Everybody(),
            new TestServer().directory(),
            clock(),
            routed::add);
    RoomSettings settings =
        ConfigFile.defaults(XepCatalog.SETTINGS).extension("muc", RoomSettings.class);
    rooms = new Rooms(services, settings, _ -> store);
    registration.accept(rooms.registrar());
    room = load();
  }

  /// A room, and what an extension does in it.
  public static TestRoom of(Function<Rooms, Xep> xep) {
    return of((rooms, _) -> List.of(xep.apply(rooms)));
  }

  /// A room, and what extensions do in it that read its archive.
  public static TestRoom of(BiFunction<Rooms, Archive, List<Xep>> xeps) {
    TestRoom made = new TestRoom();
    TestServer server = new TestServer();
    xeps.apply(made.rooms, made.archives).forEach(server::install);
    return made;
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }

  private Room load() {
    try {
      return (Room) rooms.load(Jid.parse(ROOM), lane);
    } catch (StanzaException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The room leaves memory, and is loaded again somewhere.
  public TestRoom moved() {
    room.leave(Entity.Departure.MOVED);
    lane.archives().forEach(archive -> before.addAll(archive.messages()));
    lane = new TestEntityLane();
    room = load();
    return this;
  }

  /// Lets time pass.
  public void pass(Duration time) {
    now = now.plus(time);
    lane.pass(time);
  }

  /// The room is there, configured with these options, and nobody is in it. It outlasts its
  /// occupants.
  public TestRoom made(Consumer<Configured> options) {
    enters(CRONE, "firstwitch");
    configure(configured -> {
      configured.with(RoomOptions.PERSISTENT, true);
      options.accept(configured);
    });
    leaves(CRONE, "firstwitch");
    forget();
    return this;
  }

  public TestRoom made() {
    return made(_ -> {});
  }

  /// How the room is to be configured.
  public static final class Configured {
    private RoomConfiguration configuration;

    private Configured(RoomConfiguration before) {
      configuration = before;
    }

    public <T> Configured with(RoomOption<T> option, T value) {
      configuration = configuration.with(option, value);
      return this;
    }
  }

  public void configure(Consumer<Configured> options) {
    Configured configured = new Configured(room.configuration());
    options.accept(configured);
    lane.post(() -> room.configuring().change(configured.configuration));
  }

  /// Somebody gets an affiliation.
  public void affiliate(String account, Affiliation affiliation, @Nullable String nickname) {
    Affiliated change = new Affiliated(Jid.parse(account), affiliation, nickname, null, 0);
    lane.post(() -> room.affiliating().change(List.of(change), Notice.NONE));
  }

  /// Enters without history; what was sent is still to be asked for.
  public void enters(String session, String nickname) {
    presence(session, nickname, "", ENTER);
  }

  /// Enters, and nobody has seen anything.
  public TestRoom with(String session, String nickname) {
    enters(session, nickname);
    forget();
    return this;
  }

  public void leaves(String session, String nickname) {
    presence(session, nickname, " type='unavailable'", "");
  }

  public void presence(String session, String nickname, String attributes, String content) {
    receive(
        "<presence xmlns='jabber:client' from='%s' to='%s/%s'%s>%s</presence>"
            .formatted(session, ROOM, nickname, attributes, content));
  }

  public void says(String session, String body) {
    message(session, ROOM, "groupchat", "<body>" + body + "</body>");
  }

  public void message(String session, String to, String type, String content) {
    receive(
        "<message xmlns='jabber:client' id='m1' from='%s' to='%s' type='%s'>%s</message>"
            .formatted(session, to, type, content));
  }

  public void iq(String session, String to, String type, String content) {
    receive(
        "<iq xmlns='jabber:client' id='i1' from='%s' to='%s' type='%s'>%s</iq>"
            .formatted(session, to, type, content));
  }

  public void receive(String xml) {
    List<Stanza> before = new ArrayList<>(sent);
    before.addAll(lane.receive(room, xml));
    sent = before;
  }

  /// What a session was sent since this was asked last.
  public List<String> seen(String session) {
    return xml(session).stream().map(TestRoom::summary).toList();
  }

  public List<Element> xml(String session) {
    sent.addAll(lane.sent());
    List<Element> those =
        sent.stream()
            .filter(each -> each.recipient().equals(Jid.parse(session)))
            .map(Stanza::element)
            .toList();
    sent.removeIf(each -> each.recipient().equals(Jid.parse(session)));
    return those;
  }

  /// Forgets what was sent until now.
  public void forget() {
    sent.clear();
    lane.sent();
  }

  public TestEntityArchive archive() {
    return lane.archives().getLast();
  }

  private static String summary(Element stanza) {
    if ("error".equals(stanza.attribute("type"))) {
      return "error " + stanza.child(Stanza.NAMESPACE, "error").firstChild().name();
    }
    return switch (stanza.name()) {
      case "presence" -> presence(stanza);
      case "message" -> message(stanza);
      default -> stanza.attribute("type") + " from " + stanza.attribute("from");
    };
  }

  private static String presence(Element stanza) {
    Element x = stanza.child(Names.USER, "x");
    Element item = x.child(Names.USER, "item");
    Stream<String> parts =
        Stream.of(
            stanza.attribute("type"),
            nickname(stanza),
            item.attribute("affiliation") + "/" + item.attribute("role"),
            item.attribute("jid"),
            item.attribute("nick") == null ? null : "-> " + item.attribute("nick"));
    Stream<String> codes =
        x.children().stream()
            .filter(child -> child.name().equals("status"))
            .map(child -> child.attribute("code"));
    return Stream.concat(parts, codes)
        .filter(part -> part != null && !part.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String message(Element stanza) {
    Element body = stanza.child(Stanza.NAMESPACE, "body");
    if (body != null) {
      return nickname(stanza) + ": " + body.text();
    }
    Element subject = stanza.child(Stanza.NAMESPACE, "subject");
    return subject == null
        ? stanza.toString()
        : "subject " + nickname(stanza) + ": " + subject.text();
  }

  private static String nickname(Element stanza) {
    return Jid.parse(stanza.attribute("from")).resourcepart();
  }

  /// What was archived before the room was loaded, all of it at one time; what was said since is
  /// found by its id.
  private final class Said implements Archive {
    @Override
    public Page find(Owner owner, Query query) {
      List<Entry> entries = new ArrayList<>();
      if (query.ids().isEmpty()) {
        add(entries, before, "-before");
      } else {
        add(entries, archive().messages(), "-test");
        entries.removeIf(each -> !query.ids().contains(each.id()));
      }
      int most = Math.min(query.max(), entries.size());
      return new Page(entries.subList(entries.size() - most, entries.size()), true, null);
    }

    private void add(List<Entry> entries, List<TestEntityArchive.Appended> from, String suffix) {
      for (TestEntityArchive.Appended each : from) {
        long number = entries.size() + 1L;
        entries.add(
            new Entry(
                number + suffix,
                number,
                Instant.parse("2026-11-20T12:00:00Z"),
                each.sender(),
                false,
                each.message().bytes()));
      }
    }

    @Override
    public Page search(Owner owner, Query query, String text) {
      return find(owner, query);
    }

    @Override
    public void purge(Owner owner, @Nullable Jid with, @Nullable Instant before) {}

    @Override
    public List<Entry> ends(Owner owner, long last) {
      return List.of();
    }
  }

  /// Everybody has an account but whoever is called nobody.
  private static final class Everybody implements Accounts {
    @Override
    public boolean exists(Jid bareJid) {
      return !bareJid.localpart().equals("nobody");
    }

    @Override
    public void create(Jid bareJid, String password) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void changePassword(Jid bareJid, String password) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void remove(Jid bareJid) {
      throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable Instant lastOnline(Jid bareJid) {
      return null;
    }

    @Override
    public long count(String domain) {
      return 0;
    }

    @Override
    public List<Jid> page(String domain, @Nullable Jid after, int limit) {
      return List.of();
    }

    @Override
    public Roster roster(Jid bareJid) {
      throw new UnsupportedOperationException();
    }
  }
}
