package im.fenghuo.muc;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Iq;
import im.fenghuo.api.Message;
import im.fenghuo.api.Presence;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;

/// Decides which part of the room takes a stanza.
final class Reception {

  private final Room room;
  private final Creation creation;
  private final Addressed addressed;
  private final Failures failures;

  Reception(Room room, Creation creation) {
    this.room = room;
    this.creation = creation;
    this.addressed = new Addressed(room);
    this.failures = new Failures(room);
  }

  void receive(Stanza stanza) throws StanzaException {
    switch (stanza) {
      case Presence presence -> receive(presence);
      case Message message -> receive(message);
      case Iq iq -> receive(iq);
    }
  }

  private void receive(Presence presence) throws StanzaException {
    switch (presence.type()) {
      case AVAILABLE -> available(presence);
      case UNAVAILABLE -> room.leaving().leave(presence);
      case ERROR -> failures.receive(presence);
      case PROBE -> {
        if (presence.sender().isDomain()) { // the service itself: somebody has departed, it seems
          room.departures().look();
        }
      }
      default -> {} // §17.3: neither enters nor leaves
    }
  }

  private void available(Presence presence) throws StanzaException {
    if (presence.recipient().isBare()) {
      throw new StanzaException(Condition.JID_MALFORMED, "a nickname is missing");
    }
    Occupant occupant = room.occupants().of(presence.sender());
    boolean isEntering = presence.has(Names.MUC, "x");
    if (occupant == null && isEntering && room.exists()) {
      room.entering().enter(presence);
    } else if (occupant == null && isEntering) {
      creation.create(presence);
    } else if (occupant == null) {
      room.entering().refuse(presence);
    } else {
      present(occupant, presence, isEntering);
    }
  }

  private void present(Occupant occupant, Presence presence, boolean isEntering)
      throws StanzaException {
    boolean isRenaming = !occupant.jid().equals(presence.recipient());
    if (isRenaming) {
      room.nicknames().change(occupant, presence);
    }
    if (isEntering) {
      room.entering().again(occupant, presence);
    } else if (!isRenaming) {
      room.entering().update(occupant, presence);
    }
  }

  private void receive(Message message) throws StanzaException {
    if (message.isError()) {
      failures.receive(message);
      return;
    }
    if (!room.exists() || room.isLocked()) {
      throw missing();
    }
    if (message.recipient().isFull()) {
      room.whispers().receive(message);
    } else if (message.type() == Message.Type.GROUPCHAT) {
      room.messages().receive(message);
    } else {
      addressed.receive(message);
    }
  }

  private void receive(Iq iq) throws StanzaException {
    if (!iq.type().isRequest()) {
      room.relay().answered(iq);
      return;
    }
    if (!room.exists() || (room.isLocked() && !room.affiliation(iq.sender().bare()).owns())) {
      throw missing();
    }
    if (iq.recipient().isFull()) {
      room.relay().ask(iq);
    } else {
      room.requests().receive(iq);
    }
  }

  private static StanzaException missing() {
    return new StanzaException(Condition.ITEM_NOT_FOUND, "there is no such room");
  }
}
