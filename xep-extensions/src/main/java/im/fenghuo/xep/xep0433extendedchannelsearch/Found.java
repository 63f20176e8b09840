package im.fenghuo.xep.xep0433extendedchannelsearch;

import im.fenghuo.api.xml.Element;
import im.fenghuo.muc.ListedRoom;
import im.fenghuo.muc.RoomConfiguration;
import im.fenghuo.muc.RoomOptions;
import im.fenghuo.muc.Whois;

/// A room that was found, as an item of the result (§6.2).
final class Found {

  private Found() {}

  static Element item(ListedRoom room) {
    RoomConfiguration configuration = room.configuration();
    Element.Builder item =
        Element.of(Names.SEARCH, "item")
            .attribute("address", room.jid().toString())
            .child("name", room.name());
    String description = configuration.get(RoomOptions.ROOM_DESCRIPTION);
    if (!description.isEmpty()) {
      item.child("description", description);
    }
    String language = configuration.get(RoomOptions.LANGUAGE);
    if (!language.isEmpty()) {
      item.child("language", language);
    }
    item.child("nusers", Integer.toString(room.occupants()));
    item.child("service-type", SearchForm.MUC);
    if (!configuration.is(RoomOptions.MEMBERS_ONLY)
        && !configuration.is(RoomOptions.PASSWORD_PROTECTED)) {
      item.child("is-open", "true");
    }
    boolean isAnonymous = configuration.get(RoomOptions.WHOIS) == Whois.MODERATORS;
    return item.child(
            "anonymity-mode", isAnonymous ? "muc_semianonymous" : "{" + Names.ANONYMITY + "}none")
        .build();
  }
}
