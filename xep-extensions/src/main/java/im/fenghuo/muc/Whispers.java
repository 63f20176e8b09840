package im.fenghuo.muc;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Message;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.entity.EntityLane;
import im.fenghuo.api.xml.Element;

/// What occupants say to each other alone: private messages (XEP-0045 §7.5), which all sessions of
/// the other one get. In no archive of the room.
final class Whispers {

  private final Room room;
  private final EntityLane lane;

  Whispers(Room room, EntityLane lane) {
    this.room = room;
    this.lane = lane;
  }

  /// Somebody says something to an occupant.
  ///
  /// @throws StanzaException `bad-request` for what is to all, `not-acceptable` to those who are
  ///   not in the room, `item-not-found` where nobody has that nickname, `forbidden` to those who
  ///   may not
  void receive(Message message) throws StanzaException {
    if (message.type() == Message.Type.GROUPCHAT) {
      throw new StanzaException(
          Condition.BAD_REQUEST, "a message to one occupant is not of type groupchat");
    }
    Occupant sender = room.occupantOf(message);
    Occupant recipient = room.occupants().named(message.recipient().resourcepart());
    if (recipient == null) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND, "nobody has this nickname");
    }
    if (!room.configuration().get(RoomOptions.PRIVATE_MESSAGES).allows(sender.role())) {
      throw new StanzaException(Condition.FORBIDDEN, "you may not send private messages here");
    }
    Message said =
        room.messages().from(sender, message).withAddresses(sender.jid(), recipient.jid());
    Message checked = room.messages().checked(sender, said).with(mark());
    deliver(recipient, checked.withAddresses(sender.jid(), null));
  }

  /// An occupant's client has refused what another one has said.
  void refused(Occupant sender, Message error) {
    Occupant recipient = room.occupants().named(error.recipient().resourcepart());
    if (recipient != null) {
      deliver(recipient, error.withAddresses(sender.jid(), null));
    }
  }

  private void deliver(Occupant recipient, Message message) {
    Message written = message.withElement(message.element().serialized());
    for (Visit visit : recipient.visits()) {
      lane.send(written.withAddresses(written.from(), visit.jid()));
    }
  }

  /// Tells clients that the sender is an occupant (XEP-0280 §9.1).
  private static Element mark() {
    return Element.of(Names.USER, "x").build();
  }
}
