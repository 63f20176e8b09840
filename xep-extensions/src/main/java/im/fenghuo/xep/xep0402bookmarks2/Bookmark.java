package im.fenghuo.xep.xep0402bookmarks2;

import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Jid;
import im.fenghuo.api.xml.Element;
import im.fenghuo.pubsub.Item;
import org.jspecify.annotations.Nullable;

/// A bookmark of a room, as the old format (XEP-0048) and the new one both can say it.
record Bookmark(
    String jid,
    @Nullable String name,
    boolean autojoin,
    @Nullable String nick,
    @Nullable String password) {

  static final String NEW = "urn:xmpp:bookmarks:1";
  static final String OLD = "storage:bookmarks";

  private static final String EXTENSIONS = "extensions";

  /// From an item of the new node; null when it is none.
  static @Nullable Bookmark of(Item item) {
    Element payload = item.payload();
    return payload == null || !payload.is(NEW, "conference") ? null : of(item.id(), NEW, payload);
  }

  /// From an entry of the old list; null when it is none.
  static @Nullable Bookmark of(Element conference) {
    String jid = conference.attribute("jid");
    if (!conference.is(OLD, "conference") || jid == null) {
      return null;
    }
    try {
      return of(Jid.parse(jid).toString(), OLD, conference);
    } catch (InvalidJidException e) {
      return null;
    }
  }

  private static Bookmark of(String jid, String namespace, Element conference) {
    String autojoin = conference.attribute("autojoin");
    return new Bookmark(
        jid,
        conference.attribute("name"),
        "1".equals(autojoin) || "true".equals(autojoin),
        text(conference, namespace, "nick"),
        text(conference, namespace, "password"));
  }

  private static @Nullable String text(Element conference, String namespace, String name) {
    Element child = conference.child(namespace, name);
    return child == null || child.text().isEmpty() ? null : child.text();
  }

  Element toOld() {
    return conference(OLD).attribute("jid", jid).build();
  }

  /// @param before the item so far: what the old format cannot say is kept
  Element toNew(@Nullable Item before) {
    Element conference = conference(NEW).build();
    Element payload = before == null ? null : before.payload();
    Element extensions = payload == null ? null : payload.child(NEW, EXTENSIONS);
    return extensions == null ? conference : conference.with(extensions);
  }

  private Element.Builder conference(String namespace) {
    Element.Builder conference =
        Element.of(namespace, "conference")
            .attribute("name", name)
            .attribute("autojoin", autojoin ? "true" : null);
    if (nick != null) {
      conference.child("nick", nick);
    }
    if (password != null) {
      conference.child("password", password);
    }
    return conference;
  }
}
