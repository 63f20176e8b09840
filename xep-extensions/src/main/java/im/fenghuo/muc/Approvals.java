package im.fenghuo.muc;

import im.fenghuo.api.Condition;
import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.form.DataForm;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How admins decide who becomes a member (XEP-0045 §9.9): each of them gets a form, in the room or
/// not, online or not; the first answer counts.
final class Approvals {

  /// How many are asked.
  private static final int ASKED = 50;

  private Approvals() {}

  static void install(RoomRegistrar on) {
    on.form(Names.REGISTER, Approvals::answer);
  }

  /// Asks all who may decide.
  static void ask(Room room, JoinRequest request) {
    Stream.concat(
            room.affiliations().all(Affiliation.OWNER).stream(),
            room.affiliations().all(Affiliation.ADMIN).stream())
        .limit(ASKED)
        .forEach(
            each -> room.lane().send(Letters.of(room, each.jid(), request.toForm().toElement())));
  }

  /// @throws StanzaException `forbidden` to those who may not decide, `item-not-found` where there
  ///   is nothing to decide (any more)
  private static void answer(Room room, Message message, DataForm form) throws StanzaException {
    Jid admin = message.sender().bare();
    if (!room.affiliation(admin).administers()) {
      throw new StanzaException(Condition.FORBIDDEN, "you are no admin of this room");
    }
    if (form.type() != DataForm.Type.SUBMIT || form.value(JoinRequest.ALLOW) == null) {
      return; // cancelled: others may decide
    }
    boolean isAllowed = form.isTrue(JoinRequest.ALLOW);
    Jid account = request(room, form).account();
    room.lane()
        .thenBlocking(() -> decide(room, Actor.of(room, message.sender()), account, isAllowed));
  }

  private static JoinRequest request(Room room, DataForm form) throws StanzaException {
    JoinRequests requests = room.get(JoinRequests.KEY);
    @Nullable JoinRequest request = null;
    String jid = form.value(JoinRequest.JID);
    String nickname = form.value(JoinRequest.NICKNAME);
    try {
      if (jid != null) {
        request = requests.of(Jid.parse(jid).bare());
      } else if (nickname != null) {
        request = requests.named(nickname);
      }
    } catch (InvalidJidException e) {
      throw new StanzaException(Condition.JID_MALFORMED, "this is no JID: " + jid);
    }
    if (request == null) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND, "nobody waits for this");
    }
    return request;
  }

  /// Decides about somebody who waits. Blocks.
  ///
  /// @throws StanzaException `conflict` when their nickname is somebody else's by now
  static void decide(Room room, Actor admin, Jid account, boolean isAllowed)
      throws StanzaException {
    JoinRequest request = room.get(JoinRequests.KEY).of(account);
    if (request == null) {
      return;
    }
    boolean isNew = room.affiliation(account) == Affiliation.NONE;
    if (isAllowed && isNew) {
      AffiliationChanges changes = new AffiliationChanges(room, admin);
      changes.add(account, Affiliation.MEMBER, request.nickname(), null);
      changes.check();
      changes.apply();
    }
    JoinRequests.remove(room, account);
  }
}
