package im.fenghuo.muc;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Delay;
import im.fenghuo.api.Message;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import org.jspecify.annotations.Nullable;

/// What occupants say to all (XEP-0045 §7.4): checked, archived, marked, and sent to everybody, the
/// sender included, with the sender's id.
public final class Messages {

  private final Room room;

  Messages(Room room) {
    this.room = room;
  }

  /// Somebody says something to all.
  ///
  /// @throws StanzaException `not-acceptable` to those who are not in the room, `forbidden` to
  ///   those without voice, or what a check says
  void receive(Message message) throws StanzaException {
    Occupant occupant = room.occupantOf(message);
    Message said = from(occupant, message);
    for (Element child : message.element().children()) {
      RoomRegistrar.OccupantMessageHandler handler = room.registrations().groupchat(child);
      if (handler != null) {
        handler.handle(room, occupant, said);
        return;
      }
    }
    if (Subject.isChange(message)) {
      room.subject().change(occupant, checked(occupant, said));
      return;
    }
    if (!occupant.role().hasVoice() && room.configuration().is(RoomOptions.MODERATED)) {
      throw new StanzaException(Condition.FORBIDDEN, "you have no voice in this room");
    }
    publish(occupant, checked(occupant, said));
  }

  /// The message as the room sends it, without what only the room may say.
  Message from(Occupant occupant, Message message) {
    Element element =
        message
            .element()
            .without(child -> child.namespace().equals(Names.USER) || isDelayHere(child));
    if (element.attribute("id") == null) {
      element = element.withAttribute("id", room.newId());
    }
    return message.withElement(element).withAddresses(occupant.jid(), null);
  }

  /// Whether it says that the room has kept a message back, which only the room says.
  private boolean isDelayHere(Element child) {
    return child.is(Delay.NAMESPACE, "delay")
        && room.jid().toString().equals(child.attribute("from"));
  }

  /// The message as it may be said.
  ///
  /// @throws StanzaException what refuses it
  Message checked(Occupant occupant, Message message) throws StanzaException {
    Message checked = message;
    for (RoomRegistrar.MessageCheck each : room.registrations().checks()) {
      checked = each.check(room, occupant, checked);
    }
    if (room.archive().isFull()) {
      throw new StanzaException(Condition.RESOURCE_CONSTRAINT, "this room is too busy");
    }
    return checked;
  }

  /// Archives a message and sends it to everybody. In a quick step.
  ///
  /// @param message from the occupant JID, to nobody
  public void publish(Occupant occupant, Message message) {
    broadcast(message, archived(message, occupant.account().withResource(occupant.nickname())));
  }

  private void broadcast(Message message, String id) {
    Message marked = message;
    if (!id.isEmpty()) {
      for (RoomRegistrar.MessageMark each : room.registrations().marks()) {
        marked = each.mark(room, marked, id);
      }
    }
    room.broadcast().send(marked);
  }

  /// Archives it, if it is to be archived; its id then, or "".
  private String archived(Message message, im.fenghuo.api.Jid sender) {
    if (!room.archive().wants(message)) {
      return "";
    }
    String id = room.archive().append(message, sender);
    room.history().add(id, room.now(), sender.bare(), message);
    room.tell(listener -> listener.archived(room, message, sender.bare(), id));
    return id;
  }

  /// What the room itself says to all, such as that its configuration has changed. Not archived.
  ///
  /// @param content the children
  public void announce(Iterable<Element> content) {
    room.broadcast().send(announcement("groupchat", content));
  }

  /// What the room itself says to those who see the real JIDs of others. Not archived.
  ///
  /// @param content the children
  void announceToInformed(Iterable<Element> content) {
    room.broadcast().sendToInformed(announcement(null, content));
  }

  private Message announcement(@Nullable String type, Iterable<Element> content) {
    Element message =
        Element.of(Stanza.NAMESPACE, "message")
            .attribute("type", type)
            .attribute("id", room.newId())
            .children(content)
            .build();
    return message(message).withAddresses(room.jid(), null);
  }

  /// What the room itself says to all, to be found in its archive. In a quick step.
  ///
  /// @param message from the room, to nobody
  public void publish(Message message) {
    broadcast(message, archived(message, room.jid()));
  }

  static Message message(Element element) {
    try {
      return Message.of(element);
    } catch (StanzaException e) {
      throw new IllegalStateException("a message of our own: " + element, e);
    }
  }
}
