package im.fenghuo.muc;

import im.fenghuo.api.Condition;
import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Iq;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.xml.Element;
import org.jspecify.annotations.Nullable;

/// What owners do: configure the room, at first and later (XEP-0045 §10.1, §10.2), and end it
/// (§10.9).
final class Owning {

  private Owning() {}

  static void install(RoomRegistrar on) {
    on.quickIq(Iq.Type.GET, Names.OWNER, "query", Owning::get);
    on.iq(Iq.Type.SET, Names.OWNER, "query", Owning::set);
  }

  private static void checkOwner(Room room, Iq request) throws StanzaException {
    if (!room.affiliation(request.sender().bare()).owns()) {
      throw new StanzaException(Condition.FORBIDDEN, "you do not own this room");
    }
  }

  private static Element get(Room room, Iq request) throws StanzaException {
    checkOwner(room, request);
    return Element.of(Names.OWNER, "query").child(OwnerForm.of(room).toElement()).build();
  }

  /// Blocks.
  private static @Nullable Element set(Room room, Iq request) throws StanzaException {
    checkOwner(room, request);
    Element destroy = request.payload().child(Names.OWNER, "destroy");
    if (destroy != null) {
      room.destroying()
          .destroy(alternate(destroy), text(destroy, "password"), text(destroy, "reason"));
      return null;
    }
    DataForm form = DataForm.in(request.payload());
    if (form == null) {
      throw new StanzaException(Condition.BAD_REQUEST, "a form is missing");
    }
    switch (form.type()) {
      case CANCEL -> cancel(room);
      case SUBMIT -> configure(room, request, form);
      case FORM, RESULT ->
          throw new StanzaException(Condition.BAD_REQUEST, "this form was not filled in");
    }
    return null;
  }

  /// Whoever does not want to configure a new room does not want the room (§10.1.3).
  private static void cancel(Room room) {
    if (room.isLocked()) {
      room.destroying().destroy(null, null, null);
    }
  }

  /// Nothing changes unless all of the form makes sense.
  private static void configure(Room room, Iq request, DataForm form) throws StanzaException {
    if (!form.formType().isEmpty() && !form.formType().equals(Names.ROOM_CONFIG)) {
      throw new StanzaException(Condition.BAD_REQUEST, "this is no configuration of a room");
    }
    RoomConfiguration before = room.configuration();
    RoomConfiguration after = before.with(form, room.registrations().options());
    Actor actor = Actor.of(room, request.sender());
    AffiliationChanges people = OwnerForm.people(room, actor, form, after);
    people.check();
    // People first: whoever is a member from now on stays in a room that is for members only.
    people.apply();
    if (room.isLocked() || !after.equals(before)) {
      room.configuring().change(after);
    }
  }

  private static @Nullable Jid alternate(Element destroy) throws StanzaException {
    String written = destroy.attribute("jid");
    try {
      return written == null || written.isEmpty() ? null : Jid.parse(written);
    } catch (InvalidJidException e) {
      throw new StanzaException(Condition.JID_MALFORMED, "this is no JID: " + written);
    }
  }

  private static @Nullable String text(Element destroy, String name) {
    Element child = destroy.child(Names.OWNER, name);
    return child == null || child.text().isEmpty() ? null : child.text();
  }
}
