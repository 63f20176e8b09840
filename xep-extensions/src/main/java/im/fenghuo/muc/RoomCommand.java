package im.fenghuo.muc;

import im.fenghuo.api.Command;
import im.fenghuo.api.CommandAnswer;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.form.DataForm;
import java.util.function.BiPredicate;

/// Something that can be asked of rooms by ad-hoc commands (XEP-0050).
///
/// @param node its name on the wire
/// @param name what people see
/// @param permission whether the one who asks (a full JID) may run it in the room; others do not
///   even see it. May not wait
/// @param first the first stage
public record RoomCommand(
    String node, String name, BiPredicate<Room, Jid> permission, First first) {

  /// How it begins.
  @FunctionalInterface
  public interface First {
    /// Does it, or asks for a form; what follows knows the room and who asks. Blocks, as a step of
    /// the room's lane.
    ///
    /// @param asker a full JID
    /// @param form what came along, perhaps nothing
    /// @throws StanzaException why not
    CommandAnswer run(Room room, Jid asker, DataForm form) throws StanzaException;
  }

  /// Whether somebody is a moderator of the room, or one of its admins or owners, in it or not.
  ///
  /// @param asker a full JID
  public static boolean isForModerators(Room room, Jid asker) {
    Actor actor = Actor.of(room, asker);
    return actor.role().moderates() || actor.affiliation().administers();
  }

  /// The command of one room.
  Command in(Room room) {
    return new Command(
        node,
        name,
        request -> permission.test(room, request.iq().sender()),
        (request, form) -> first.run(room, request.iq().sender(), form));
  }
}
