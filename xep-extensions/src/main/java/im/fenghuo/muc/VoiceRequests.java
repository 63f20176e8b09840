package im.fenghuo.muc;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.form.Field;
import im.fenghuo.api.xml.Element;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How visitors ask for voice, and moderators answer (XEP-0045 §7.13, §8.6).
final class VoiceRequests {

  private static final String ROLE = "muc#role";
  private static final String JID = "muc#jid";
  private static final String NICKNAME = "muc#roomnick";
  private static final String ALLOW = "muc#request_allow";

  /// Whoever asks again before is told to wait.
  private static final Duration PAUSE = Duration.ofSeconds(30);

  /// When occupants have asked, by account; only those who have to wait.
  private static final RoomKey<Map<Jid, Instant>> ASKED = new RoomKey<>("voice requests");

  private VoiceRequests() {}

  static void install(RoomRegistrar on) {
    on.feature(Names.REQUEST);
    on.state(ASKED, _ -> new HashMap<>());
    on.form(Names.REQUEST, VoiceRequests::receive);
  }

  private static void receive(Room room, Message message, DataForm form) throws StanzaException {
    Occupant sender = room.occupantOf(message);
    if (form.type() != DataForm.Type.SUBMIT) {
      return; // a moderator skips it
    }
    if (form.value(ALLOW) != null) {
      answer(room, sender, form);
    } else if (Role.PARTICIPANT.value().equals(form.value(ROLE))) {
      ask(room, sender);
    } else {
      throw new StanzaException(Condition.BAD_REQUEST, "a request is for the role participant");
    }
  }

  /// @throws StanzaException `resource-constraint` to those who have just asked
  private static void ask(Room room, Occupant sender) throws StanzaException {
    if (sender.role().hasVoice()) {
      return;
    }
    Map<Jid, Instant> asked = room.get(ASKED);
    asked.values().removeIf(each -> each.plus(PAUSE).isBefore(room.now()));
    if (asked.putIfAbsent(sender.account(), room.now()) != null) {
      throw new StanzaException(Condition.RESOURCE_CONSTRAINT, "you have asked already");
    }
    Element form = form(sender).toElement();
    for (Occupant moderator : room.occupants().in(Role.MODERATOR)) {
      moderator.visits().forEach(visit -> room.lane().send(Letters.of(room, visit.jid(), form)));
    }
  }

  private static DataForm form(Occupant sender) {
    return DataForm.form(
            Names.REQUEST,
            List.of(
                Field.choice(ROLE, Role.PARTICIPANT.value(), List.of(Role.PARTICIPANT.value()))
                    .labelled("Requested role"),
                Field.of(JID, "jid-single", sender.shown().jid().toString()).labelled("User ID"),
                Field.of(NICKNAME, "text-single", sender.nickname()).labelled("Room Nickname"),
                Field.of(ALLOW, "boolean", "0").labelled("Grant voice to this person?")))
        .titled(
            "Voice request",
            "To approve this request for voice, select \"Grant voice to this person?\". To skip it,"
                + " cancel.");
  }

  /// @throws StanzaException `forbidden` to those who are no moderators, `item-not-found` where
  ///   nobody is there any more
  private static void answer(Room room, Occupant moderator, DataForm form) throws StanzaException {
    if (!moderator.role().moderates()) {
      throw new StanzaException(Condition.FORBIDDEN, "you are no moderator of this room");
    }
    if (!form.isTrue(ALLOW)) {
      return;
    }
    Occupant occupant = occupant(room, form.value(JID), form.value(NICKNAME));
    if (occupant == null) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND, "nobody has this nickname");
    }
    if (!occupant.role().hasVoice()) {
      Notice notice = Notice.by(moderator.nickname(), null);
      room.roles().change(occupant, Role.PARTICIPANT, notice);
    }
  }

  /// Who has asked may have another nickname by now.
  private static @Nullable Occupant occupant(
      Room room, @Nullable String jid, @Nullable String nickname) {
    for (Occupant each : room.occupants().in(Role.VISITOR)) {
      if (jid != null && each.visits().stream().anyMatch(v -> v.jid().toString().equals(jid))) {
        return each;
      }
    }
    return nickname == null ? null : room.occupants().named(nickname);
  }
}
