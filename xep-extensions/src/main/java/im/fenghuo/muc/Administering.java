package im.fenghuo.muc;

import im.fenghuo.api.Iq;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import org.jspecify.annotations.Nullable;

/// What moderators and admins do (XEP-0045 §8.2 to §8.5, §9, and of §10 what is about people).
final class Administering {

  private Administering() {}

  static void install(RoomRegistrar on) {
    on.quickIq(Iq.Type.GET, Names.ADMIN, "query", Lists::get);
    on.iq(Iq.Type.SET, Names.ADMIN, "query", Administering::set);
  }

  /// Changes roles and affiliations, all or none. Blocks.
  ///
  /// @throws StanzaException `forbidden`, `not-allowed`, `conflict`, … where something of it cannot
  ///   be done
  private static @Nullable Element set(Room room, Iq request) throws StanzaException {
    Actor actor = Actor.of(room, request.sender());
    RoleChanges roles = new RoleChanges(room, actor);
    AffiliationChanges affiliations = new AffiliationChanges(room, actor);
    for (AdminItem item : AdminItem.in(request.payload(), room.jid())) {
      if (item.affiliation() != null) {
        affiliations.add(item, item.affiliation());
      } else if (item.role() != null) {
        roles.add(item, item.role());
      }
    }
    affiliations.check();
    affiliations.apply();
    roles.apply();
    return null;
  }
}
