package im.fenghuo.muc.mute;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.muc.Notice;
import im.fenghuo.muc.Occupant;
import im.fenghuo.muc.Role;
import im.fenghuo.muc.Room;
import im.fenghuo.muc.RoomOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Mutes people in one room, and gives them voice when the time is over. Lives on the room's lane;
/// what changes something blocks: in a blocking step.
final class Muting {

  private static final String NAME = "mutes";

  /// How many may be muted at a time.
  private static final int MOST = 1000;

  /// When everybody is muted, how many are shown without voice: each is a presence to all. The
  /// others learn it when they say something.
  private static final int SHOWN = 200;

  private static final Duration LONGEST_SLEEP = Duration.ofHours(1);
  private static final Duration SHORTEST_SLEEP = Duration.ofMillis(1);

  private final Room room;
  private Mutes mutes;

  /// When the room looks next; null where nothing is to come.
  private @Nullable Instant alarm;

  Muting(Room room) {
    this.room = room;
    this.mutes = Mutes.of(room.kept(NAME));
    sleep();
  }

  Mutes mutes() {
    return mutes;
  }

  /// Until when somebody may say nothing; null where they may.
  @Nullable Instant until(Jid account) {
    return mutes.until(account, room.affiliation(account), room.now());
  }

  /// Mutes an account.
  ///
  /// @throws StanzaException `resource-constraint` when too many are muted
  void mute(Jid account, Instant until, Notice notice) throws StanzaException {
    Mutes changed = mutes.at(room.now()).with(account, until);
    if (changed.people().size() > MOST) {
      throw new StanzaException(Condition.RESOURCE_CONSTRAINT, "too many people are muted here");
    }
    keep(changed);
    silence(room.occupants().ofAccount(account), notice);
  }

  /// Gives an account voice, wherever in the room it has none.
  void unmute(Jid account, Notice notice) {
    keep(mutes.without(account));
    for (Occupant each : room.occupants().ofAccount(account)) {
      if (!each.role().hasVoice()) {
        room.roles().change(each, Role.PARTICIPANT, notice);
      }
    }
  }

  /// Somebody has been given voice by a moderator.
  void voiced(Jid account) {
    if (until(account) != null) {
      room.lane().thenBlocking(() -> keep(mutes.without(account)));
    }
  }

  /// Mutes everybody but moderators.
  void muteEverybody(Instant until, Notice notice) {
    Mutes.Everybody before = mutes.everybody();
    boolean isModerated = room.configuration().is(RoomOptions.MODERATED);
    boolean moderates = before == null ? !isModerated : before.moderates();
    keep(mutes.with(new Mutes.Everybody(until, moderates, Set.of())));
    if (!isModerated) {
      room.configuring().change(room.configuration().with(RoomOptions.MODERATED, true));
    }
    silence(room.occupants().in(Role.PARTICIPANT), notice);
  }

  private void silence(Collection<Occupant> those, Notice notice) {
    those.stream()
        .filter(each -> each.role().hasVoice())
        .limit(SHOWN)
        .toList()
        .forEach(each -> room.roles().change(each, Role.VISITOR, notice));
  }

  /// Everybody may speak again, as far as the room lets them.
  void unmuteEverybody(Notice notice) {
    Mutes.Everybody before = mutes.everybody();
    if (before == null) {
      return;
    }
    keep(mutes.with(null));
    if (before.moderates() && room.configuration().is(RoomOptions.MODERATED)) {
      room.configuring().change(room.configuration().with(RoomOptions.MODERATED, false));
    }
    voice(room.occupants().in(Role.VISITOR), notice);
  }

  private void voice(Collection<Occupant> those, Notice notice) {
    List<Occupant> silent =
        those.stream()
            .filter(each -> !each.role().hasVoice())
            .filter(each -> initialRole(each).hasVoice())
            .limit(SHOWN)
            .toList();
    silent.forEach(each -> room.roles().change(each, initialRole(each), notice));
  }

  private Role initialRole(Occupant occupant) {
    return room.initialRole(occupant.account(), occupant.affiliation());
  }

  private void keep(Mutes changed) {
    room.keep(NAME, changed.toElement());
    mutes = changed;
    sleep();
  }

  private void sleep() {
    Instant next = mutes.next();
    if (next == null) {
      return;
    }
    Instant now = room.now();
    Duration until = Duration.between(now, next);
    Duration nap = until.compareTo(LONGEST_SLEEP) > 0 ? LONGEST_SLEEP : until;
    nap = nap.compareTo(SHORTEST_SLEEP) < 0 ? SHORTEST_SLEEP : nap;
    Instant waking = now.plus(nap);
    if (alarm == null || waking.isBefore(alarm)) {
      alarm = waking;
      room.lane().after(nap, () -> wake(waking));
    }
  }

  /// @param at the alarm, in place of which there may be an earlier one by now
  private void wake(Instant at) {
    if (at.equals(alarm) && room.exists()) {
      alarm = null;
      room.lane().thenBlocking(this::end);
    }
  }

  /// Ends what is over.
  private void end() {
    Instant now = room.now();
    Mutes before = mutes;
    Mutes left = before.at(now);
    if (left.people().size() < before.people().size()) {
      keep(left);
      for (Jid each : before.people().keySet()) {
        if (!left.people().containsKey(each)) {
          voice(room.occupants().ofAccount(each), Notice.NONE);
        }
      }
    }
    if (mutes.isOver(now)) {
      unmuteEverybody(Notice.NONE);
    }
    sleep();
  }
}
