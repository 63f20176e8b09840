package im.fenghuo.muc;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Delay;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.entity.EntityLane;
import im.fenghuo.api.xml.Element;

/// The room's subject (XEP-0045 §7.2.15, §8.1).
public final class Subject {

  private static final int LONGEST = 4096;

  private final Room room;
  private final EntityLane lane;

  Subject(Room room, EntityLane lane) {
    this.room = room;
    this.lane = lane;
  }

  /// Whether a message changes the subject: it has a subject, and neither body nor thread.
  static boolean isChange(Message message) {
    return message.has(Stanza.NAMESPACE, "subject")
        && !message.has(Stanza.NAMESPACE, "body")
        && !message.has(Stanza.NAMESPACE, "thread");
  }

  /// Sends it to a session that enters. Of a room that never had one, an empty one.
  void send(Jid session) {
    RoomSubject subject = room.state().subject();
    if (subject == null) {
      Element nothing =
          Element.of(Stanza.NAMESPACE, "message")
              .attribute("type", "groupchat")
              .attribute("id", room.newId())
              .child("subject", "")
              .build();
      lane.send(Messages.message(nothing).withAddresses(room.jid(), session));
    } else {
      Message message = Messages.message(subject.message());
      Message delayed = message.with(Delay.element(room.jid(), subject.since()));
      lane.send(delayed.withAddresses(message.from(), session));
    }
  }

  /// Somebody in the room changes it.
  ///
  /// @param message from the occupant JID
  /// @throws StanzaException `forbidden` to those who may not
  void change(Occupant occupant, Message message) throws StanzaException {
    boolean mayAll = room.configuration().is(RoomOptions.CHANGE_SUBJECT);
    if (!occupant.role().moderates() && !(mayAll && occupant.role().hasVoice())) {
      throw new StanzaException(Condition.FORBIDDEN, "only moderators change the subject here");
    }
    Element child = message.element().child(Stanza.NAMESPACE, "subject");
    String text = child == null ? "" : child.text();
    if (text.length() > LONGEST) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "this subject is too long");
    }
    RoomSubject changed = new RoomSubject(message.element(), room.now());
    lane.thenBlocking(() -> {
      room.store().discuss(room.state().id(), changed);
      room.state().discuss(changed);
      lane.thenQuick(() -> {
        room.messages().publish(occupant, message);
        room.tell(listener -> listener.subjectChanged(room, occupant));
      });
    });
  }
}
