package im.fenghuo.muc;

import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.Presence;
import im.fenghuo.api.entity.Audience;
import im.fenghuo.api.entity.EntityLane;

/// All sessions in the room, in two parts: those who see the real JIDs of others (XEP-0045 §7.2.3
/// and 7.2.4), and those who do not.
final class Broadcast {

  private final Audience informed;
  private final Audience uninformed;

  Broadcast(EntityLane lane) {
    this.informed = lane.audience();
    this.uninformed = lane.audience();
  }

  void add(Jid session, boolean isInformed) {
    (isInformed ? informed : uninformed).add(session);
    (isInformed ? uninformed : informed).remove(session);
  }

  void remove(Jid session) {
    informed.remove(session);
    uninformed.remove(session);
  }

  /// Sends a message to all: its content is written once.
  void send(Message message) {
    Message written = message.withElement(message.element().serialized());
    if (informed.size() > 0) {
      informed.send(written);
    }
    if (uninformed.size() > 0) {
      uninformed.send(written);
    }
  }

  /// Sends a message to those who see the real JIDs of others.
  void sendToInformed(Message message) {
    if (informed.size() > 0) {
      informed.send(message.withElement(message.element().serialized()));
    }
  }

  /// Sends a presence to all, made for each part.
  void send(Written presence) {
    if (informed.size() > 0) {
      informed.send(presence.of(true));
    }
    if (uninformed.size() > 0) {
      uninformed.send(presence.of(false));
    }
  }

  /// A presence that shows a real JID, or does not.
  @FunctionalInterface
  interface Written {
    Presence of(boolean isInformed);
  }
}
