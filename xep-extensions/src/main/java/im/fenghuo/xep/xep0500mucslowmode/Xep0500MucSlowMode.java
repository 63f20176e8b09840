package im.fenghuo.xep.xep0500mucslowmode;

import im.fenghuo.api.Archive;
import im.fenghuo.api.Condition;
import im.fenghuo.api.Message;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Xep;
import im.fenghuo.api.form.Field;
import im.fenghuo.muc.Occupant;
import im.fenghuo.muc.Room;
import im.fenghuo.muc.RoomKey;
import im.fenghuo.muc.RoomOption;
import im.fenghuo.muc.RoomRegistrar;
import im.fenghuo.muc.Rooms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// [XEP-0500](https://xmpp.org/extensions/xep-0500.html): MUC Slow Mode, set by the owners of a
/// room. It counts accounts, so nobody gets around it by leaving, by another nickname or by another
/// session; and as it is known from the archive who has spoken, not by a restart either.
public final class Xep0500MucSlowMode implements Xep {

  private static final int A_DAY = 86_400;

  /// How many messages are looked at when a room comes into use.
  private static final int READ_BACK = 1000;

  private static final RoomOption<Integer> DURATION =
      RoomOption.number(
          "muc#roomconfig_slow_mode_duration",
          "Slow Mode: Seconds Between Two Messages of the Same Person (0: Off)",
          0,
          0,
          A_DAY);
  private static final RoomKey<Pace> PACE = new RoomKey<>("slow mode");

  private final Rooms rooms;
  private final Archive archive;

  /// @param rooms the engine
  /// @param archive of the rooms
  public Xep0500MucSlowMode(Rooms rooms, Archive archive) {
    this.rooms = rooms;
    this.archive = archive;
  }

  @Override
  public Document document() {
    return new Document(500, "muc-slow-mode", "0.1.0");
  }

  @Override
  public void install(Registrar on) {
    RoomRegistrar inRooms = rooms.registrar();
    inRooms.option(DURATION);
    inRooms.information(room -> {
      String seconds = room.configuration().get(DURATION).toString();
      return Field.result("muc#roominfo_slow_mode_duration", "text-single", List.of(seconds));
    });
    inRooms.state(PACE, this::load);
    inRooms.check(Xep0500MucSlowMode::check);
  }

  private static Duration pause(Room room) {
    return Duration.ofSeconds(room.configuration().get(DURATION));
  }

  /// Blocks.
  private Pace load(Room room) {
    Pace pace = new Pace();
    Duration pause = pause(room);
    if (!pause.isZero()) {
      Instant start = room.now().minus(pause);
      Archive.Query recent =
          new Archive.Query(
              null, start, null, null, null, List.of(), new Archive.Cursor.Last(), READ_BACK);
      try {
        archive
            .find(room.archive(), recent)
            .entries()
            .forEach(each -> pace.said(each.peer().bare(), each.at(), pause));
      } catch (StanzaException e) {
        throw new IllegalStateException("this asks for no id", e);
      }
    }
    return pace;
  }

  /// §5: what has a body and is for all, but of admins and owners.
  private static Message check(Room room, Occupant sender, Message message) throws StanzaException {
    Duration pause = pause(room);
    boolean counts = message.to() == null && message.has(Stanza.NAMESPACE, "body");
    if (pause.isZero() || !counts || sender.affiliation().administers()) {
      return message;
    }
    Pace pace = room.get(PACE);
    Duration remaining = pace.remaining(sender.account(), room.now(), pause);
    if (!remaining.isZero()) {
      throw new StanzaException(
          Condition.POLICY_VIOLATION,
          "wait",
          "This room is in slow mode: you have to wait %d seconds between messages, and %d more."
              .formatted(pause.toSeconds(), remaining.plusMillis(999).toSeconds()),
          null);
    }
    pace.said(sender.account(), room.now(), pause);
    return message;
  }
}
