package im.fenghuo.muc.mute;

import im.fenghuo.api.CommandAnswer;
import im.fenghuo.api.CommandNote;
import im.fenghuo.api.Condition;
import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.form.Field;
import im.fenghuo.api.xml.Element;
import im.fenghuo.muc.Notice;
import im.fenghuo.muc.Occupant;
import im.fenghuo.muc.Room;
import im.fenghuo.muc.RoomCommand;
import im.fenghuo.muc.RoomRegistrar;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How moderators mute people, and end it.
final class MuteCommands {

  private static final String NODE = "urn:fenghuo:mute:0#";
  private static final String WHO = "who";
  private static final String HOW_LONG = "duration";
  private static final String WHY = "reason";
  private static final String EVERYBODY = "everybody";

  /// How many of those who are muted are offered to be unmuted.
  private static final int OFFERED = 200;

  private static final Map<String, String> DURATIONS = durations();

  private MuteCommands() {}

  private static Map<String, String> durations() {
    Map<String, String> durations = new LinkedHashMap<>();
    durations.put("PT10M", "10 minutes");
    durations.put("PT1H", "1 hour");
    durations.put("PT8H", "8 hours");
    durations.put("P1D", "1 day");
    durations.put("P7D", "7 days");
    durations.put("P30D", "30 days");
    return durations;
  }

  static void install(RoomRegistrar on) {
    command(on, "mute", "Mute", (room, _, _) -> ask(room, "Mute", person(), MuteCommands::mute));
    command(on, "unmute", "Unmute", (room, _, _) -> unmute(room));
    command(
        on,
        "mute-everybody",
        "Mute everybody",
        (room, _, _) ->
            ask(room, "Mute everybody", List.of(howLong()), MuteCommands::muteEverybody));
  }

  private static void command(RoomRegistrar on, String node, String name, RoomCommand.First first) {
    on.command(new RoomCommand(NODE + node, name, RoomCommand::isForModerators, first));
  }

  /// What happens with a form that was filled in.
  @FunctionalInterface
  private interface Then {
    String apply(Room room, Jid asker, DataForm form) throws StanzaException;
  }

  private static CommandAnswer ask(Room room, String title, List<Field> fields, Then then) {
    return CommandAnswer.last(
        DataForm.form(NODE + "form", fields).titled(title, ""),
        (request, form) ->
            CommandAnswer.done(CommandNote.info(then.apply(room, request.iq().sender(), form))));
  }

  private static List<Field> person() {
    return List.of(
        Field.of(WHO, "text-single").labelled("Nickname, or address").required(),
        howLong(),
        Field.of(WHY, "text-single").labelled("Reason"));
  }

  private static Field howLong() {
    Field field = Field.of(HOW_LONG, "list-single", "PT1H").labelled("For how long").required();
    for (Map.Entry<String, String> each : DURATIONS.entrySet()) {
      field = field.with(option(each.getValue(), each.getKey()));
    }
    return field;
  }

  private static Element option(String label, String value) {
    return Element.of(DataForm.NAMESPACE, "option")
        .attribute("label", label)
        .child("value", value)
        .build();
  }

  private static Instant until(Room room, DataForm form) {
    Duration howLong = Duration.parse(String.valueOf(form.value(HOW_LONG)));
    return room.now().plus(howLong).truncatedTo(ChronoUnit.SECONDS);
  }

  private static Notice notice(Room room, Jid asker, @Nullable String reason) {
    Occupant occupant = room.occupants().of(asker);
    return Notice.by(occupant == null ? null : occupant.nickname(), reason);
  }

  /// @throws StanzaException `item-not-found` for nobody, `not-allowed` for admins, owners, and
  ///   what only they may
  private static String mute(Room room, Jid asker, DataForm form) throws StanzaException {
    Jid account = account(room, String.valueOf(form.value(WHO)).strip());
    boolean mayAll = room.affiliation(asker.bare()).administers();
    boolean moderates =
        room.occupants().ofAccount(account).stream().anyMatch(each -> each.role().moderates());
    if (room.affiliation(account).administers() || (moderates && !mayAll)) {
      throw new StanzaException(Condition.NOT_ALLOWED, "you may not mute " + form.value(WHO));
    }
    Instant until = until(room, form);
    String why = form.value(WHY);
    String reason = "muted until " + until + (why == null || why.isBlank() ? "" : ": " + why);
    room.get(TimedMute.MUTING).mute(account, until, notice(room, asker, reason));
    return form.value(WHO) + " is muted until " + until + ".";
  }

  private static Jid account(Room room, String who) throws StanzaException {
    Occupant occupant = room.occupants().named(who);
    Jid reserved = room.affiliations().withNickname(who);
    if (occupant != null) {
      return occupant.account();
    }
    if (reserved != null) {
      return reserved;
    }
    try {
      Jid jid = Jid.parse(who).bare();
      if (!jid.isDomain()) {
        return jid;
      }
    } catch (InvalidJidException e) {
      // neither a nickname nor an address
    }
    throw new StanzaException(Condition.ITEM_NOT_FOUND, "nobody here is called " + who);
  }

  private static String muteEverybody(Room room, Jid asker, DataForm form) {
    Instant until = until(room, form);
    String reason = "everybody is muted until " + until;
    room.get(TimedMute.MUTING).muteEverybody(until, notice(room, asker, reason));
    return "Everybody is muted until " + until + ".";
  }

  private static CommandAnswer unmute(Room room) {
    Mutes mutes = room.get(TimedMute.MUTING).mutes().at(room.now());
    if (mutes.people().isEmpty() && mutes.everybody() == null) {
      return CommandAnswer.done(CommandNote.info("Nobody is muted."));
    }
    Field who = Field.of(WHO, "list-single").labelled("Who").required();
    if (mutes.everybody() != null) {
      who = who.with(option("Everybody, until " + mutes.everybody().until(), EVERYBODY));
    }
    for (Map.Entry<Jid, Instant> each :
        mutes.people().entrySet().stream().limit(OFFERED).toList()) {
      String jid = each.getKey().toString();
      who = who.with(option(label(room, each.getKey()) + ", until " + each.getValue(), jid));
    }
    return ask(room, "Unmute", List.of(who), MuteCommands::unmute);
  }

  private static String label(Room room, Jid account) {
    List<Occupant> present = room.occupants().ofAccount(account);
    return present.isEmpty() ? account.toString() : present.getFirst().nickname();
  }

  private static String unmute(Room room, Jid asker, DataForm form) {
    String who = String.valueOf(form.value(WHO));
    Muting muting = room.get(TimedMute.MUTING);
    Notice notice = notice(room, asker, null);
    if (who.equals(EVERYBODY)) {
      muting.unmuteEverybody(notice);
      return "Everybody may speak.";
    }
    Jid account = Jid.parse(who);
    String name = label(room, account);
    muting.unmute(account, notice);
    return name + " may speak.";
  }
}
