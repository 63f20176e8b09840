package im.fenghuo.muc.mute;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Message;
import im.fenghuo.api.StanzaException;
import im.fenghuo.muc.Notice;
import im.fenghuo.muc.Occupant;
import im.fenghuo.muc.Role;
import im.fenghuo.muc.Room;
import im.fenghuo.muc.RoomConfiguration;
import im.fenghuo.muc.RoomKey;
import im.fenghuo.muc.RoomListener;
import im.fenghuo.muc.RoomOptions;
import im.fenghuo.muc.RoomRegistrar;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Mutes for a time: of one member, or of everybody. Whoever is muted is a visitor, however often
/// they leave and come back and whatever restarts, and is told until when if they say something to
/// all. It ends with the time, or when a moderator gives them voice. No XEP has it: it is asked for
/// by commands at the room ([MuteCommands]).
public final class TimedMute {

  static final RoomKey<Muting> MUTING = new RoomKey<>("mutes");

  private TimedMute() {}

  /// Registers it for all rooms.
  public static void install(RoomRegistrar on) {
    on.state(MUTING, Muting::new);
    on.role((room, account, affiliation, usual) -> {
      Mutes mutes = room.get(MUTING).mutes();
      boolean isMuted = mutes.until(account, affiliation, room.now()) != null;
      Mutes.Everybody everybody = mutes.everybody();
      boolean isVoiced = everybody != null && everybody.voiced().contains(account);
      return isMuted && usual.hasVoice()
          ? Role.VISITOR
          : isVoiced && usual == Role.VISITOR ? Role.PARTICIPANT : usual;
    });
    on.check(TimedMute::check);
    on.listener(new Listener());
    MuteCommands.install(on);
  }

  private static Message check(Room room, Occupant sender, Message message) throws StanzaException {
    Instant until =
        message.to() != null || sender.role().moderates()
            ? null
            : room.get(MUTING).until(sender.account());
    if (until != null) {
      throw new StanzaException(
          Condition.FORBIDDEN, "you are muted until " + until.truncatedTo(ChronoUnit.SECONDS));
    }
    return message;
  }

  private static final class Listener implements RoomListener {
    @Override
    public void roleChanged(Room room, Occupant occupant, Role before) {
      if (!before.hasVoice() && occupant.role().hasVoice()) {
        room.get(MUTING).voiced(occupant.account());
      }
    }

    /// Whoever makes the room unmoderated lets everybody speak.
    @Override
    public void configured(Room room, RoomConfiguration before) {
      Muting muting = room.get(MUTING);
      if (muting.mutes().everybody() != null && !room.configuration().is(RoomOptions.MODERATED)) {
        room.lane().thenBlocking(() -> muting.unmuteEverybody(Notice.NONE));
      }
    }
  }
}
