package im.fenghuo.xep.xep0317hats;

import im.fenghuo.api.CommandAnswer;
import im.fenghuo.api.Condition;
import im.fenghuo.api.InvalidJidException;
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
import im.fenghuo.muc.RoomCommand;
import im.fenghuo.muc.RoomKey;
import im.fenghuo.muc.RoomRegistrar;
import im.fenghuo.muc.Rooms;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// [XEP-0317](https://xmpp.org/extensions/xep-0317.html): Hats. Admins of a room make them, and say
/// who wears them, by the commands of §3; they last as long as the room.
public final class Xep0317Hats implements Xep {

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
    command(inRooms, "create", "Create a hat", _ -> HatForms.create());
    command(inRooms, "destroy", "Destroy a hat", HatForms::destroy);
    command(inRooms, "assign", "Assign a hat", hats -> HatForms.wear(hats, "Assigning a Hat"));
    command(inRooms, "unassign", "Remove a hat", hats -> HatForms.wear(hats, "Removing a Hat"));
    inRooms.command(
        new RoomCommand(
            NODE + "list",
            "List hats",
            Xep0317Hats::maySee,
            (room, _, _) -> table(HatForms.list(room.get(KEY)))));
    inRooms.command(
        new RoomCommand(
            NODE + "list-assigned",
            "List who wears which hat",
            Xep0317Hats::administers,
            (room, _, _) -> table(HatForms.assigned(room.get(KEY)))));
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

  /// A command that changes something by a form; clients that know the form need not ask for it.
  private static void command(
      RoomRegistrar on, String name, String label, Function<Hats, Element> form) {
    on.command(
        new RoomCommand(
            NODE + name,
            label,
            Xep0317Hats::administers,
            (room, _, along) ->
                along.fields().isEmpty()
                    ? CommandAnswer.last(
                        DataForm.of(form.apply(room.get(KEY))),
                        (_, filled) -> changed(room, name, filled))
                    : changed(room, name, along)));
  }

  private static boolean administers(Room room, Jid asker) {
    return room.affiliation(asker.bare()).administers();
  }

  private static boolean maySee(Room room, Jid asker) {
    return room.occupants().of(asker) != null
        || room.affiliation(asker.bare()).isAtLeast(Affiliation.MEMBER);
  }

  private static CommandAnswer changed(Room room, String name, DataForm form)
      throws StanzaException {
    change(room, name, form);
    return CommandAnswer.done();
  }

  private static CommandAnswer table(Element table) {
    return new CommandAnswer.Done(table, List.of());
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
