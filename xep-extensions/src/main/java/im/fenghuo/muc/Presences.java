package im.fenghuo.muc;

import im.fenghuo.api.Jid;
import im.fenghuo.api.Presence;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.xml.Element;
import org.jspecify.annotations.Nullable;

/// Writes the presence of occupants as the room sends it: what their clients say, and what the room
/// says of them (XEP-0045 §7.2.2, §17.3).
final class Presences {

  private final Room room;

  Presences(Room room) {
    this.room = room;
  }

  /// What a client says of itself, without what only the room may say.
  Element said(Presence presence) {
    return presence
        .element()
        .withAttribute("from", null)
        .withAttribute("to", null)
        .withAttribute("type", null)
        .withAttribute("id", null)
        .without(child ->
            child.namespace().equals(Names.MUC)
                || child.namespace().equals(Names.USER)
                || room.registrations().isPresenceAddition(child));
  }

  /// The presence of an occupant, written once until something changes.
  Presence available(Occupant occupant, boolean isInformed) {
    Presence known = occupant.written(isInformed);
    if (known == null) {
      known = available(occupant, isInformed, Notice.NONE);
      occupant.write(isInformed, known);
    }
    return known;
  }

  /// The presence of an occupant, with more to say.
  Presence available(Occupant occupant, boolean isInformed, Notice notice) {
    Element item = item(occupant, occupant.role(), isInformed, notice);
    return write(occupant, Presence.Type.AVAILABLE, occupant.shown().presence(), item, notice);
  }

  /// The last presence of somebody who goes, or goes by another nickname.
  ///
  /// @param said by the client about it
  /// @param role as it is afterwards
  Presence unavailable(
      Occupant occupant, Element said, Role role, boolean isInformed, Notice notice) {
    Element item = item(occupant, role, isInformed, notice);
    return write(occupant, Presence.Type.UNAVAILABLE, said, item, notice);
  }

  private Presence write(
      Occupant occupant, Presence.Type type, Element said, Element item, Notice notice) {
    Element.Builder presence =
        Element.of(Stanza.NAMESPACE, "presence")
            .attribute("from", occupant.jid().toString())
            .attribute("type", type.value())
            .lang(said.lang())
            .children(said.children());
    room.registrations().presenceAdditions(room, occupant).forEach(presence::child);
    Element.Builder x = Element.of(Names.USER, "x").child(item);
    notice.conclude(x);
    Element written = presence.child(x.build()).build().serialized();
    return Presence.of(type, occupant.jid(), null).withElement(written);
  }

  private static Element item(Occupant occupant, Role role, boolean isInformed, Notice notice) {
    Element.Builder item =
        Element.of(Names.USER, "item")
            .attribute("affiliation", occupant.affiliation().value())
            .attribute("role", role.value())
            .attribute("jid", isInformed ? occupant.shown().jid().toString() : null);
    notice.describe(item);
    return item.build();
  }

  /// The last presence of somebody who is not in the room, or about to learn that (§7.2.17).
  static Presence refused(Jid occupant, Jid session, Notice notice) {
    Element.Builder item =
        Element.of(Names.USER, "item").attribute("affiliation", "none").attribute("role", "none");
    notice.describe(item);
    Element.Builder x = Element.of(Names.USER, "x").child(item.build());
    notice.conclude(x);
    Presence presence = Presence.of(Presence.Type.UNAVAILABLE, occupant, session);
    return presence.withElement(presence.element().with(x.build()));
  }

  /// A presence for one session, with the id of the stanza that it answers.
  static Presence to(Jid session, Presence presence, @Nullable String id) {
    Presence addressed = presence.withAddresses(presence.from(), session);
    return id == null
        ? addressed
        : addressed.withElement(addressed.element().withAttribute("id", id));
  }
}
