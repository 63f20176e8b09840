package im.fenghuo.muc;

import im.fenghuo.api.Condition;
import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Invitations that pass the room, and their refusal (XEP-0045 §7.8.2). Whoever is invited into a
/// members-only room becomes a member.
final class Invitations {

  private Invitations() {}

  static void install(RoomRegistrar on) {
    on.message(Names.USER, "invite", Invitations::invite);
    on.message(Names.USER, "decline", Invitations::decline);
  }

  private static void invite(Room room, Message message, Element invite) throws StanzaException {
    Occupant inviter = room.occupantOf(message);
    Jid invitee = address(invite);
    boolean membersOnly = room.configuration().is(RoomOptions.MEMBERS_ONLY);
    if (membersOnly
        && !inviter.affiliation().administers()
        && !room.configuration().is(RoomOptions.ALLOW_INVITES)) {
      throw new StanzaException(Condition.FORBIDDEN, "only admins invite into this room");
    }
    checkNumber(room, message);
    boolean isNew = room.affiliation(invitee.bare()) == Affiliation.NONE;
    room.lane()
        .thenBlocking(() -> {
          checkExists(room, invitee);
          if (membersOnly && isNew) {
            Affiliated member = new Affiliated(invitee.bare(), Affiliation.MEMBER, null, null, 0);
            room.affiliating().change(List.of(member), Notice.NONE);
          }
          room.lane().send(invitation(room, message, invite, invitee));
        });
  }

  private static void checkNumber(Room room, Message message) throws StanzaException {
    Element x = message.element().child(Names.USER, "x");
    if (x != null && x.children().size() > room.settings().invitations()) {
      throw new StanzaException(Condition.POLICY_VIOLATION, "these are too many invitations");
    }
  }

  private static void checkExists(Room room, Jid invitee) throws StanzaException {
    boolean isLocal = room.services().directory().domains().contains(invitee.domainpart());
    if (isLocal && !room.services().accounts().exists(invitee.bare())) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND, "there is no such person");
    }
  }

  private static Message invitation(Room room, Message message, Element invite, Jid invitee) {
    Element passed =
        invite.withAttribute("to", null).withAttribute("from", message.sender().bare().toString());
    Element.Builder x = Element.of(Names.USER, "x").child(passed);
    if (room.configuration().is(RoomOptions.PASSWORD_PROTECTED)) {
      x.child("password", room.configuration().get(RoomOptions.SECRET));
    }
    return sent(room, message, x.build(), invitee);
  }

  /// Only somebody who is in the room, or belongs to it, can have invited anybody: nobody else is
  /// told.
  private static void decline(Room room, Message message, Element decline) throws StanzaException {
    Jid inviter = address(decline);
    boolean isHere =
        !room.occupants().ofAccount(inviter.bare()).isEmpty()
            || room.affiliation(inviter.bare()).isAtLeast(Affiliation.MEMBER);
    if (!isHere) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND, "nobody here has invited you");
    }
    Element passed =
        decline.withAttribute("to", null).withAttribute("from", message.sender().bare().toString());
    Element x = Element.of(Names.USER, "x").child(passed).build();
    room.lane().send(sent(room, message, x, inviter));
  }

  private static Message sent(Room room, Message message, Element x, Jid to) {
    Element element =
        Element.of(Stanza.NAMESPACE, "message").attribute("id", message.id()).child(x).build();
    return Messages.message(element).withAddresses(room.jid(), to);
  }

  private static Jid address(Element element) throws StanzaException {
    @Nullable String to = element.attribute("to");
    try {
      Jid jid = Jid.parse(to == null ? "" : to);
      if (jid.hasLocalpart()) {
        return jid;
      }
    } catch (InvalidJidException e) {
      // said below
    }
    throw new StanzaException(Condition.JID_MALFORMED, "'to' is not somebody's JID");
  }
}
