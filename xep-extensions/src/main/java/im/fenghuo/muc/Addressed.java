package im.fenghuo.muc;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Message;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.xml.Element;

/// Messages to the room itself, not to everybody in it: invitations, forms, whatever was
/// registered.
final class Addressed {

  private final Room room;

  Addressed(Room room) {
    this.room = room;
  }

  /// Somebody has something to say to the room.
  ///
  /// @throws StanzaException `bad-request` where nobody knows what that means (XEP-0045 §7.4)
  void receive(Message message) throws StanzaException {
    boolean isHandled = false;
    for (Element child : message.element().children()) {
      if (child.is(Names.USER, "x")) {
        for (Element inner : child.children()) {
          isHandled |= handle(message, inner);
        }
      } else if (child.is(DataForm.NAMESPACE, "x")) {
        DataForm form = DataForm.of(child);
        RoomRegistrar.RoomFormHandler handler = room.registrations().form(form.formType());
        if (handler != null) {
          handler.handle(room, message, form);
          isHandled = true;
        }
      } else {
        isHandled |= handle(message, child);
      }
    }
    if (!isHandled) {
      throw room.occupants().of(message.sender()) == null
          ? Room.notInside()
          : new StanzaException(
              Condition.BAD_REQUEST, "what is for everybody here is of type groupchat");
    }
  }

  private boolean handle(Message message, Element content) throws StanzaException {
    RoomRegistrar.RoomMessageHandler handler = room.registrations().message(content);
    if (handler == null) {
      return false;
    }
    handler.handle(room, message, content);
    return true;
  }
}
