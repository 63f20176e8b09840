package im.fenghuo.roster;

import im.fenghuo.api.Jid;
import im.fenghuo.api.Roster;
import im.fenghuo.api.xml.Element;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The contacts of an account and the subscription requests it has not answered, as an immutable
/// snapshot.
public final class RosterItems implements Roster {

  /// The roster of most new accounts.
  public static final RosterItems EMPTY = new RosterItems(Map.of(), Map.of(), 0);

  private final Map<Jid, Item> items;
  private final Map<Jid, Element> requests;
  private final long version;

  /// @param items by contact
  /// @param requests the stored presence of type subscribe of contacts that wait for an answer (RFC
  ///   6121 §3.1.3)
  /// @param version of the roster (§2.6)
  public RosterItems(Map<Jid, Item> items, Map<Jid, Element> requests, long version) {
    this.items = items.isEmpty() ? Map.of() : items;
    this.requests = requests.isEmpty() ? Map.of() : requests;
    this.version = version;
  }

  @Override
  public Collection<Item> items() {
    return items.values();
  }

  @Override
  public @Nullable Item item(Jid bareJid) {
    return items.get(bareJid);
  }

  /// The requests that wait for an answer.
  public Collection<Element> requests() {
    return List.copyOf(requests.values());
  }

  /// Whose requests wait for an answer.
  Set<Jid> requesters() {
    return requests.keySet();
  }

  /// The request of a contact, or null.
  public @Nullable Element request(Jid contact) {
    return requests.get(contact);
  }

  /// The version of the roster.
  public long version() {
    return version;
  }

  /// The roster with an item added or replaced.
  public RosterItems with(Item item, long newVersion) {
    Map<Jid, Item> changed = new HashMap<>(items);
    changed.put(item.jid(), item);
    return new RosterItems(changed, requests, newVersion);
  }

  /// The roster without an item.
  public RosterItems without(Jid contact, long newVersion) {
    Map<Jid, Item> changed = new HashMap<>(items);
    changed.remove(contact);
    return new RosterItems(changed, requests, newVersion);
  }

  /// The roster with a request that waits for an answer, or without it.
  public RosterItems withRequest(Jid contact, @Nullable Element request) {
    Map<Jid, Element> changed = new HashMap<>(requests);
    if (request == null) {
      changed.remove(contact);
    } else {
      changed.put(contact, request);
    }
    return new RosterItems(items, changed, version);
  }
}
