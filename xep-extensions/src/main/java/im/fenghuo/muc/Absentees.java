package im.fenghuo.muc;

import im.fenghuo.api.Jid;
import im.fenghuo.api.xml.Element;
import java.util.List;

/// Tells those in the room of affiliations of people who are not (XEP-0045 §10.3, §10.6, §10.7):
/// those who may see JIDs, since a JID is all that can be said.
final class Absentees {

  private Absentees() {}

  /// Somebody's affiliation has changed.
  static void affiliated(Room room, Jid account, Affiliation now) {
    Element item =
        Element.of(Names.USER, "item")
            .attribute("affiliation", now.value())
            .attribute("jid", account.toString())
            .attribute("role", Role.NONE.value())
            .build();
    room.messages().announceToInformed(List.of(Element.of(Names.USER, "x").child(item).build()));
  }
}
