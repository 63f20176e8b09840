package im.fenghuo.muc;

import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.xml.Element;

/// What a room itself has to say to one person.
final class Letters {

  private Letters() {}

  /// A message from the room.
  ///
  /// @param content its child
  static Message of(Room room, Jid to, Element content) {
    Element message =
        Element.of(Stanza.NAMESPACE, "message")
            .attribute("id", room.newId())
            .child(content)
            .build();
    return Messages.message(message).withAddresses(room.jid(), to);
  }

  /// Tells somebody that they may enter a room that is for members only (XEP-0045 §9.5).
  ///
  /// @param by who has made them a member
  static void invite(Room room, Actor by, Jid to) {
    Element.Builder x =
        Element.of(Names.USER, "x")
            .child(Element.of(Names.USER, "invite").attribute("from", inviter(room, by)).build());
    if (room.configuration().is(RoomOptions.PASSWORD_PROTECTED)) {
      x.child("password", room.configuration().get(RoomOptions.SECRET));
    }
    room.lane().send(of(room, to, x.build()));
  }

  /// Nobody's JID is told where it is a secret.
  private static String inviter(Room room, Actor by) {
    if (room.configuration().get(RoomOptions.WHOIS) == Whois.ANYONE) {
      return by.account().toString();
    }
    return by.nickname() == null
        ? room.jid().toString()
        : room.jid().withResource(by.nickname()).toString();
  }
}
