package im.fenghuo.roster;

import im.fenghuo.api.Condition;
import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Roster;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The XML of rosters (RFC 6121 §2.1).
final class RosterCodec {

  static final String NAMESPACE = "jabber:iq:roster";

  /// More cannot be the name of a person or a group.
  private static final int MAX_NAME = 1023;

  private static final int MAX_GROUPS = 100;

  private RosterCodec() {}

  /// What a client wants to become of a contact.
  ///
  /// @param remove whether it is to be removed; name and groups are without meaning then
  record Wish(Jid contact, boolean remove, String name, List<String> groups) {}

  /// Reads the payload of a roster set. All attributes that are the server's to set are ignored
  /// (§2.1.2).
  ///
  /// @throws StanzaException as §2.3.3 and §2.1.5 have it
  static Wish read(Element query) throws StanzaException {
    List<Element> items = query.children();
    if (items.size() != 1 || !items.getFirst().is(NAMESPACE, "item")) {
      throw new StanzaException(Condition.BAD_REQUEST, "a roster set has exactly one item");
    }
    Element item = items.getFirst();
    Jid contact = contact(item.attribute("jid"));
    if ("remove".equals(item.attribute("subscription"))) {
      return new Wish(contact, true, "", List.of());
    }
    String name = item.attribute("name");
    if (name != null && name.length() > MAX_NAME) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "the name is too long");
    }
    return new Wish(contact, false, name == null ? "" : name, groups(item));
  }

  private static Jid contact(@Nullable String jid) throws StanzaException {
    if (jid == null) {
      throw new StanzaException(Condition.BAD_REQUEST, "a roster item has a JID");
    }
    try {
      return Jid.parse(jid).bare();
    } catch (InvalidJidException e) {
      throw new StanzaException(Condition.JID_MALFORMED, String.valueOf(e.getMessage()));
    }
  }

  private static List<String> groups(Element item) throws StanzaException {
    List<String> groups = new ArrayList<>();
    for (Element child : item.children()) {
      if (!child.is(NAMESPACE, "group")) {
        continue;
      }
      String group = child.text();
      if (group.isEmpty() || group.length() > MAX_NAME) {
        throw new StanzaException(
            Condition.NOT_ACCEPTABLE, "the name of a group has 1 to " + MAX_NAME + " characters");
      }
      if (groups.contains(group)) {
        throw new StanzaException(Condition.BAD_REQUEST, "a contact is in a group only once");
      }
      if (groups.size() == MAX_GROUPS) {
        throw new StanzaException(
            Condition.NOT_ACCEPTABLE, "a contact is in at most " + MAX_GROUPS + " groups");
      }
      groups.add(group);
    }
    return List.copyOf(groups);
  }

  /// A whole roster, with its version.
  static Element roster(RosterItems roster) {
    Element.Builder query = query(roster.version());
    for (Roster.Item item : roster.items()) {
      query.child(item(item));
    }
    return query.build();
  }

  /// The payload of a push: one contact as it is now, null for gone.
  static Element push(Jid contact, Roster.@Nullable Item item, long version) {
    Element child =
        item == null
            ? Element.of(NAMESPACE, "item")
                .attribute("jid", contact.toString())
                .attribute("subscription", "remove")
                .build()
            : item(item);
    return query(version).child(child).build();
  }

  private static Element.Builder query(long version) {
    return Element.of(NAMESPACE, "query").attribute("ver", Long.toString(version));
  }

  /// One contact.
  static Element item(Roster.Item item) {
    Element.Builder element =
        Element.of(NAMESPACE, "item")
            .attribute("jid", item.jid().toString())
            .attribute("name", item.name().isEmpty() ? null : item.name())
            .attribute("subscription", item.subscription().value())
            .attribute("ask", item.ask() ? "subscribe" : null)
            .attribute("approved", item.approved() ? "true" : null);
    for (String group : item.groups()) {
      element.child("group", group);
    }
    return element.build();
  }
}
