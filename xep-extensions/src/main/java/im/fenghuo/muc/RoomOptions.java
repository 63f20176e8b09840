package im.fenghuo.muc;

import static im.fenghuo.muc.Role.MODERATOR;
import static im.fenghuo.muc.Role.PARTICIPANT;
import static im.fenghuo.muc.Role.VISITOR;

import im.fenghuo.api.Jid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The options that rooms of this server have: those of XEP-0045 (§15.5.3), and what extensions
/// add. Immutable.
public final class RoomOptions {

  /// The namespace of the form.
  public static final String FORM_TYPE = "http://jabber.org/protocol/muc#roomconfig";

  public static final RoomOption<String> ROOM_NAME =
      RoomOption.text(field("roomname"), "Natural-Language Room Name", 256);
  public static final RoomOption<String> ROOM_DESCRIPTION =
      RoomOption.text(field("roomdesc"), "Short Description of Room", 4096);
  public static final RoomOption<String> LANGUAGE =
      RoomOption.text(field("lang"), "Natural Language for Room Discussions", 64);
  public static final RoomOption<Boolean> PERSISTENT =
      RoomOption.flag(field("persistentroom"), "Make Room Persistent?", false);
  public static final RoomOption<Boolean> PUBLIC =
      RoomOption.flag(field("publicroom"), "Make Room Publicly Searchable?", true);
  public static final RoomOption<Boolean> MEMBERS_ONLY =
      RoomOption.flag(field("membersonly"), "Make Room Members-Only?", false);
  public static final RoomOption<Boolean> MODERATED =
      RoomOption.flag(field("moderatedroom"), "Make Room Moderated?", false);
  public static final RoomOption<Boolean> PASSWORD_PROTECTED =
      RoomOption.flag(field("passwordprotectedroom"), "Password Required to Enter?", false);
  public static final RoomOption<String> SECRET =
      RoomOption.secret(field("roomsecret"), "Password", 256);
  public static final RoomOption<Whois> WHOIS =
      RoomOption.choice(
          field("whois"), "Who May Discover Real JIDs?", Whois.MODERATORS, List.of(Whois.values()));
  public static final RoomOption<Integer> MAX_USERS =
      RoomOption.limit(
          field("maxusers"),
          "Maximum Number of Occupants",
          RoomOption.NO_LIMIT,
          List.of(10, 20, 50, 100, 500, 1000, 5000, 10_000, 50_000));

  /// In a members-only room, where whoever is invited becomes a member; everybody invites into
  /// others.
  public static final RoomOption<Boolean> ALLOW_INVITES =
      RoomOption.flag(field("allowinvites"), "Allow Members to Invite Others?", false);

  public static final RoomOption<Boolean> CHANGE_SUBJECT =
      RoomOption.flag(field("changesubject"), "Allow Occupants to Change Subject?", false);
  public static final RoomOption<PrivateMessages> PRIVATE_MESSAGES =
      RoomOption.choice(
          field("allowpm"),
          "Who Can Send Private Messages?",
          PrivateMessages.ANYONE,
          List.of(PrivateMessages.values()));
  public static final RoomOption<Set<Role>> PRESENCE_BROADCAST =
      RoomOption.choices(
          field("presencebroadcast"),
          "Roles for which Presence is Broadcasted",
          Set.of(MODERATOR, PARTICIPANT, VISITOR),
          List.of(MODERATOR, PARTICIPANT, VISITOR));

  /// Where JIDs are hidden, only moderators do, whatever this says (§5.2.1).
  public static final RoomOption<Set<Role>> GET_MEMBER_LIST =
      RoomOption.choices(
          field("getmemberlist"),
          "Roles that May Retrieve Member List",
          Set.of(MODERATOR, PARTICIPANT, VISITOR),
          List.of(MODERATOR, PARTICIPANT, VISITOR));

  /// Whether what is said can be read by people who are not in the room: of the archive of an open
  /// room.
  public static final RoomOption<Boolean> PUBLIC_LOGGING =
      RoomOption.flag(field("enablelogging"), "Enable Public Logging?", false);

  public static final RoomOption<Integer> MAX_HISTORY =
      RoomOption.number(
          "muc#maxhistoryfetch",
          "Maximum Number of History Messages Returned by Room",
          20,
          0,
          1000);
  public static final RoomOption<String> PUBSUB_NODE =
      RoomOption.text(field("pubsub"), "XMPP URI of Associated Publish-Subscribe Node", 1024);
  public static final RoomOption<List<Jid>> CONTACTS =
      RoomOption.jids("muc#roominfo_contactjid", "Contact Addresses");

  private static final RoomOptions STANDARD =
      new RoomOptions(
          List.of(
              ROOM_NAME,
              ROOM_DESCRIPTION,
              LANGUAGE,
              PERSISTENT,
              PUBLIC,
              MEMBERS_ONLY,
              MODERATED,
              PASSWORD_PROTECTED,
              SECRET,
              WHOIS,
              MAX_USERS,
              ALLOW_INVITES,
              CHANGE_SUBJECT,
              PRIVATE_MESSAGES,
              PRESENCE_BROADCAST,
              GET_MEMBER_LIST,
              PUBLIC_LOGGING,
              MAX_HISTORY,
              PUBSUB_NODE,
              CONTACTS));

  private final Map<String, RoomOption<?>> byName = new LinkedHashMap<>();

  private RoomOptions(Collection<RoomOption<?>> options) {
    for (RoomOption<?> each : options) {
      if (byName.put(each.name(), each) != null) {
        throw new IllegalArgumentException("two options are called " + each.name());
      }
    }
  }

  private static String field(String name) {
    return "muc#roomconfig_" + name;
  }

  /// Those of XEP-0045.
  public static RoomOptions standard() {
    return STANDARD;
  }

  /// None at all.
  public static RoomOptions none() {
    return new RoomOptions(List.of());
  }

  /// These and one more.
  public RoomOptions with(RoomOption<?> option) {
    List<RoomOption<?>> more = new ArrayList<>(byName.values());
    more.add(option);
    return new RoomOptions(more);
  }

  /// The option of that name; null where there is none.
  @Nullable RoomOption<?> of(String name) {
    return byName.get(name);
  }

  /// All, in the order in which people see them.
  Collection<RoomOption<?>> all() {
    return byName.values();
  }
}
