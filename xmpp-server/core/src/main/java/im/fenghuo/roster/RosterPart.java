package im.fenghuo.roster;

import im.fenghuo.api.AccountPart;
import im.fenghuo.api.Db;
import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Roster;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.ElementWriter;
import im.fenghuo.api.xml.OpenElement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Rosters and the subscription requests that wait for an answer, on their way to other servers and
/// from them (XEP-0227).
public final class RosterPart implements AccountPart {

  private final Db db;
  private final PgRosterStore store;

  /// @param db where rosters are kept
  public RosterPart(Db db) {
    this.db = db;
    this.store = new PgRosterStore(db);
  }

  @Override
  public boolean has(Element tag) {
    return tag.is(RosterCodec.NAMESPACE, "query") || isRequest(tag);
  }

  private static boolean isRequest(Element tag) {
    return tag.is(Stanza.NAMESPACE, "presence") && "subscribe".equals(tag.attribute("type"));
  }

  @Override
  public void write(Owner owner, ElementWriter out) throws IOException {
    RosterItems roster = PgRosterStore.load(db, owner.id(), 0);
    out.open(RosterCodec.NAMESPACE, "query");
    List<Roster.Item> items = new ArrayList<>(roster.items());
    items.sort(Comparator.comparing(Roster.Item::jid));
    for (Roster.Item item : items) {
      out.write(RosterCodec.item(item));
    }
    out.close();
    for (Jid contact : new TreeSet<>(roster.requesters())) {
      Element request = roster.request(contact);
      if (request != null) {
        out.write(request);
      }
    }
  }

  @Override
  public void read(Owner owner, OpenElement element, Consumer<String> leftOut) throws IOException {
    if (isRequest(element.tag())) {
      Element request = element.whole();
      Jid contact = jid(request.attribute("from"));
      if (contact == null) {
        leftOut.accept("a subscription request of nobody");
      } else {
        store.putRequest(owner.id(), contact, request);
      }
      return;
    }
    for (OpenElement each = element.next(); each != null; each = element.next()) {
      Roster.Item item = item(each.whole());
      if (item == null) {
        leftOut.accept("a contact that is none");
      } else {
        store.put(owner.id(), item);
      }
    }
  }

  private static Roster.@Nullable Item item(Element element) {
    Jid contact = jid(element.attribute("jid"));
    if (contact == null || !element.is(RosterCodec.NAMESPACE, "item")) {
      return null;
    }
    String name = element.attribute("name");
    String subscription = element.attribute("subscription");
    return new Roster.Item(
        contact,
        name == null ? "" : name,
        subscription(subscription == null ? "" : subscription),
        "subscribe".equals(element.attribute("ask")),
        "true".equals(element.attribute("approved")),
        element.children().stream()
            .filter(child -> child.is(RosterCodec.NAMESPACE, "group") && !child.text().isEmpty())
            .map(Element::text)
            .distinct()
            .toList());
  }

  private static Roster.Subscription subscription(String value) {
    boolean both = value.equals("both");
    return Roster.Subscription.of(both || value.equals("to"), both || value.equals("from"));
  }

  private static @Nullable Jid jid(@Nullable String text) {
    try {
      return text == null ? null : Jid.parse(text).bare();
    } catch (InvalidJidException e) {
      return null;
    }
  }
}
