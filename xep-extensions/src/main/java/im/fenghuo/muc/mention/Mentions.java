package im.fenghuo.muc.mention;

import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Services;
import im.fenghuo.api.xml.Element;
import im.fenghuo.muc.Affiliation;
import im.fenghuo.muc.Occupant;
import im.fenghuo.muc.Room;
import im.fenghuo.muc.RoomListener;
import im.fenghuo.muc.RoomOption;
import im.fenghuo.muc.RoomRegistrar;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Takes the mentions out of what occupants say that they have no right to, and remembers the
/// others. How mentions are written, extensions say.
public final class Mentions {

  /// How many there may be in a message.
  public static final RoomOption<Integer> COUNT =
      RoomOption.number(
          "mentions#count", "How many mentions are allowed in a message?", 10, 0, 100);

  public static final RoomOption<MentionRight> INDIVIDUAL =
      right("mentions#individual", "Who can mention individual users?", MentionRight.PARTICIPANTS);
  public static final RoomOption<MentionRight> CHANNEL =
      right("mentions#channel", "Who can mention everybody in the room?", MentionRight.MODERATORS);

  private static final Duration CLEANING = Duration.ofHours(6);

  private final MentionStore store;
  private final Clock clock;
  private final List<MentionSyntax> syntaxes = new ArrayList<>();

  public Mentions(Services services) {
    this(new PgMentionStore(services.db()), services.clock());
  }

  /// @param store keeps them
  public Mentions(MentionStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  private static RoomOption<MentionRight> right(String name, String label, MentionRight usual) {
    return RoomOption.choice(name, label, usual, List.of(MentionRight.values()));
  }

  /// Registers it: once.
  public void install(Registrar on, RoomRegistrar inRooms) {
    on.schema(PgMentionStore.class, PgMentionStore.SCHEMA);
    on.every(CLEANING, () -> store.clean(clock.instant()));
    inRooms.option(COUNT);
    inRooms.option(INDIVIDUAL);
    inRooms.option(CHANNEL);
    inRooms.check(this::allowed);
    inRooms.listener(
        new RoomListener() {
          @Override
          public void archived(Room room, Message message, Jid sender, String id) {
            remember(room, message, id);
          }
        });
  }

  /// Adds a way to write mentions.
  public void syntax(MentionSyntax syntax) {
    syntaxes.add(syntax);
  }

  /// The account that an address means in a room: that of an occupant, of somebody who has reserved
  /// the nickname, or of somebody who is in the room or affiliated with it. Null for others.
  public static @Nullable Jid account(Room room, Jid address) {
    if (address.bare().equals(room.jid())) {
      Occupant occupant = address.isFull() ? room.occupants().named(address.resourcepart()) : null;
      return occupant != null
          ? occupant.account()
          : address.isFull() ? room.affiliations().withNickname(address.resourcepart()) : null;
    }
    Jid account = address.bare();
    boolean isKnown =
        room.affiliation(account).isAtLeast(Affiliation.MEMBER)
            || !room.occupants().ofAccount(account).isEmpty();
    return isKnown ? account : null;
  }

  private @Nullable Mention read(Room room, Element child) {
    for (MentionSyntax each : syntaxes) {
      Mention mention = each.read(room, child);
      if (mention != null) {
        return mention;
      }
    }
    return null;
  }

  /// XEP-0513 §4.6: of a message with too many, all are taken away; else each that is not allowed.
  private Message allowed(Room room, Occupant sender, Message message) {
    Set<Element> refused = new HashSet<>();
    List<Element> mentioning = new ArrayList<>();
    for (Element child : message.element().children()) {
      Mention mention = read(room, child);
      if (mention != null) {
        mentioning.add(child);
        if (!allows(room, sender, mention)) {
          refused.add(child);
        }
      }
    }
    if (mentioning.size() > room.configuration().get(COUNT)) {
      refused.addAll(mentioning);
    }
    return refused.isEmpty()
        ? message
        : message.withElement(message.element().without(refused::contains));
  }

  private static boolean allows(Room room, Occupant sender, Mention mention) {
    return switch (mention.what()) {
      case ONE -> room.configuration().get(INDIVIDUAL).allows(sender.role());
      case EVERYBODY -> room.configuration().get(CHANNEL).allows(sender.role());
      case UNKNOWN -> false;
    };
  }

  private void remember(Room room, Message message, String id) {
    Set<Jid> accounts = new HashSet<>();
    boolean everybody = false;
    for (Element child : message.element().children()) {
      Mention mention = read(room, child);
      if (mention != null && !mention.isSilent()) {
        everybody |= mention.what() == Mention.What.EVERYBODY;
        if (mention.account() != null) {
          accounts.add(mention.account());
        }
      }
    }
    if (everybody || !accounts.isEmpty()) {
      remember(room, id, accounts, everybody);
    }
  }

  private void remember(Room room, String id, Set<Jid> accounts, boolean everybody) {
    long number = room.archive().last();
    Instant at = room.now();
    room.lane()
        .thenBlocking(() -> {
          store.add(room.id(), number, accounts, everybody, at);
          room.mentioned(id, Set.copyOf(accounts), everybody);
        });
  }
}
