package im.fenghuo.xep.xep0425moderation;

import im.fenghuo.api.Archive;
import im.fenghuo.api.Condition;
import im.fenghuo.api.Iq;
import im.fenghuo.api.Message;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Xep;
import im.fenghuo.api.xml.Element;
import im.fenghuo.muc.Occupant;
import im.fenghuo.muc.Room;
import im.fenghuo.muc.RoomRegistrar;
import im.fenghuo.muc.Rooms;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// [XEP-0425](https://xmpp.org/extensions/xep-0425.html): Moderated Message Retraction. The room
/// retracts the message for the moderator, in its archive with a tombstone (XEP-0424).
public final class Xep0425Moderation implements Xep {

  static final String NAMESPACE = "urn:xmpp:message-moderate:1";
  static final String RETRACT = "urn:xmpp:message-retract:1";

  private static final String OCCUPANT_ID = "urn:xmpp:occupant-id:0";
  private static final int LONGEST_REASON = 1000;

  private final Rooms rooms;
  private final Archive archive;

  public Xep0425Moderation(Rooms rooms, Archive archive) {
    this.rooms = rooms;
    this.archive = archive;
  }

  @Override
  public Document document() {
    return new Document(425, "message-moderation", "0.3.1");
  }

  @Override
  public void install(Registrar on) {
    RoomRegistrar inRooms = rooms.registrar();
    inRooms.feature(NAMESPACE);
    inRooms.iq(Iq.Type.SET, NAMESPACE, "moderate", this::moderate);
  }

  /// Blocks.
  ///
  /// @throws StanzaException `forbidden` to those who are no moderators, `item-not-found` where
  ///   there is no such message
  private @Nullable Element moderate(Room room, Iq request) throws StanzaException {
    Occupant moderator = room.occupants().of(request.sender());
    if (moderator == null || !moderator.role().moderates()) {
      throw new StanzaException(
          Condition.FORBIDDEN, "only moderators take back what others have said");
    }
    String id = request.payload().attribute("id");
    if (id == null || !request.payload().has(RETRACT, "retract")) {
      throw new StanzaException(Condition.BAD_REQUEST, "say which message to retract");
    }
    if (!message(room, id).retracted()) {
      Message retraction = retraction(room, moderator, id, reason(request.payload()));
      room.lane().thenQuick(() -> room.messages().publish(retraction));
    }
    return null;
  }

  private Archive.Entry message(Room room, String id) throws StanzaException {
    Archive.Query query =
        new Archive.Query(null, null, null, null, null, List.of(id), new Archive.Cursor.First(), 1);
    List<Archive.Entry> found = archive.find(room.archive(), query).entries();
    if (found.isEmpty()) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND, "there is no such message");
    }
    return found.getFirst();
  }

  private static String reason(Element moderate) throws StanzaException {
    Element reason = moderate.child(NAMESPACE, "reason");
    String text = reason == null ? "" : reason.text().strip();
    if (text.length() > LONGEST_REASON) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "this reason is too long");
    }
    return text;
  }

  /// What the room says to all.
  private static Message retraction(Room room, Occupant moderator, String id, String reason)
      throws StanzaException {
    Element.Builder moderated =
        Element.of(NAMESPACE, "moderated").attribute("by", moderator.jid().toString());
    Element occupantId = room.presenceAddition(moderator, OCCUPANT_ID);
    if (occupantId != null) {
      moderated.child(occupantId);
    }
    Element.Builder retract =
        Element.of(RETRACT, "retract").attribute("id", id).child(moderated.build());
    if (!reason.isEmpty()) {
      retract.child("reason", reason);
    }
    Element message =
        Element.of(Stanza.NAMESPACE, "message")
            .attribute("type", "groupchat")
            .attribute("id", room.newId())
            .child(retract.build())
            .build();
    return Message.of(message).withAddresses(room.jid(), null);
  }
}
