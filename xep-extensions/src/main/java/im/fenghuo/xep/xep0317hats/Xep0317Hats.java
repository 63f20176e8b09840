package im.fenghuo.xep.xep0317hats;

import im.fenghuo.api.Condition;
import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Iq;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Xep;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.form.Field;
import im.fenghuo.api.xml.Element;
import im.fenghuo.muc.Affiliation;
import im.fenghuo.muc.Names;
import im.fenghuo.muc.Occupant;
import im.fenghuo.muc.Room;
import im.fenghuo.muc.RoomKey;
import im.fenghuo.muc.RoomRegistrar;
import im.fenghuo.muc.Rooms;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// [XEP-0317](https://xmpp.org/extensions/xep-0317.html): Hats. Admins of a room make them, and say
/// who wears them, by the commands of §3, which answer to whoever knows their names; they last as
/// long as the room.
public final class Xep0317Hats implements Xep {

  private static final String COMMANDS = "http://jabber.org/protocol/commands";
  private static final String NODE = "urn:xmpp:hats:commands:";
  private static final String NAME = "hats";
  private static final RoomKey<Hats> KEY = new RoomKey<>(NAME);

  /// The configuration has changed.
  private static final int CONFIGURED = 104;

  private final Rooms rooms;

  public Xep0317Hats(Rooms rooms) {
    this.rooms = rooms;
  }

  @Override
  public Document document() {
    return new Document(317, NAME, "0.3.1");
  }

  @Override
  public void install(Registrar on) {
    RoomRegistrar inRooms = rooms.registrar();
    inRooms.feature(Hat.NAMESPACE);
    inRooms.state(KEY, room -> Hats.of(room.kept(NAME)));
    inRooms.presence(Hat.NAMESPACE, "hats", Xep0317Hats::worn);
    inRooms.information(Xep0317Hats::hash);
    inRooms.iq(Iq.Type.SET, COMMANDS, "command", Xep0317Hats::command);
  }

  private static @Nullable Element worn(Room room, Occupant occupant) {
    List<Hat> hats = room.get(KEY).of(occupant.account());
    return hats.isEmpty()
        ? null
        : Element.of(Hat.NAMESPACE, "hats")
            .children(hats.stream().map(Hat::toElement).toList())
            .build();
  }

  /// §2: changes whenever the list does.
  private static @Nullable Field hash(Room room) {
    List<Hat> hats = room.get(KEY).all();
    return hats.isEmpty()
        ? null
        : Field.result("hats#hash", List.of(Integer.toHexString(hats.hashCode())));
  }

  /// Blocks.
  private static Element command(Room room, Iq request) throws StanzaException {
    Element command = request.payload();
    String node = command.attribute("node");
    if (node == null || !node.startsWith(NODE)) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND, "there is no such command");
    }
    String name = node.substring(NODE.length());
    Affiliation affiliation = room.affiliation(request.sender().bare());
    boolean isInside = room.occupants().of(request.sender()) != null;
    boolean maySee = name.equals("list") && (isInside || affiliation.isAtLeast(Affiliation.MEMBER));
    if (!affiliation.administers() && !maySee) {
      throw new StanzaException(Condition.FORBIDDEN, "you are no admin of this room");
    }
    if ("cancel".equals(command.attribute("action"))) {
      return answer(room, command, "canceled", null);
    }
    Hats hats = room.get(KEY);
    DataForm form = DataForm.in(command);
    if (form != null && form.type() == DataForm.Type.SUBMIT) {
      change(room, name, form);
      return answer(room, command, "completed", null);
    }
    return switch (name) {
      case "create" -> answer(room, command, "executing", HatForms.create());
      case "destroy" -> answer(room, command, "executing", HatForms.destroy(hats));
      case "assign" -> answer(room, command, "executing", HatForms.wear(hats, "Assigning a Hat"));
      case "unassign" -> answer(room, command, "executing", HatForms.wear(hats, "Removing a Hat"));
      case "list" -> answer(room, command, "completed", HatForms.list(hats));
      case "list-assigned" -> answer(room, command, "completed", HatForms.assigned(hats));
      default -> throw new StanzaException(Condition.ITEM_NOT_FOUND, "there is no such command");
    };
  }

  private static Element answer(Room room, Element command, String status, @Nullable Element form) {
    String session = command.attribute("sessionid");
    Element.Builder answer =
        Element.of(COMMANDS, "command")
            .attribute("node", command.attribute("node"))
            .attribute("sessionid", session == null ? room.newId() : session)
            .attribute("status", status);
    return form == null ? answer.build() : answer.child(form).build();
  }

  private static void change(Room room, String command, DataForm form) throws StanzaException {
    Hats before = room.get(KEY);
    Hats after =
        switch (command) {
          case "create" -> before.with(Hat.of(form));
          case "destroy" -> before.without(Hat.uri(form));
          case "assign" -> before.wear(account(form), Hat.uri(form), true);
          case "unassign" -> before.wear(account(form), Hat.uri(form), false);
          default ->
              throw new StanzaException(Condition.BAD_REQUEST, "nothing is to be filled in here");
        };
    room.keep(NAME, after.toElement());
    room.set(KEY, after);
    room.requests().afterAnswer(() -> tell(room, before, after));
  }

  private static Jid account(DataForm form) throws StanzaException {
    String jid = form.value(HatForms.JID);
    try {
      return Jid.parse(jid == null ? "" : jid).bare();
    } catch (InvalidJidException e) {
      throw new StanzaException(Condition.BAD_REQUEST, "whose head?");
    }
  }

  /// Those who look different now do so to everybody.
  private static void tell(Room room, Hats before, Hats after) {
    for (Occupant each : List.copyOf(room.occupants().all())) {
      if (!before.of(each.account()).equals(after.of(each.account()))) {
        room.refresh(each);
      }
    }
    if (!before.all().equals(after.all())) {
      Element status =
          Element.of(Names.USER, "status").attribute("code", Integer.toString(CONFIGURED)).build();
      room.messages().announce(List.of(Element.of(Names.USER, "x").child(status).build()));
    }
  }
}
