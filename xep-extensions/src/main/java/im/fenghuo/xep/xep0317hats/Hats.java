package im.fenghuo.xep.xep0317hats;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The hats of a room, and who wears which. Immutable.
final class Hats {

  private static final int MOST = 100;
  private static final int MOST_WEARERS = 2000;

  private final Map<String, Hat> byUri;
  private final Map<Jid, Set<String>> worn;

  private Hats(Map<String, Hat> byUri, Map<Jid, Set<String>> worn) {
    this.byUri = byUri;
    this.worn = worn;
  }

  /// As they were kept.
  static Hats of(@Nullable Element kept) {
    Map<String, Hat> byUri = new LinkedHashMap<>();
    Map<Jid, Set<String>> worn = new LinkedHashMap<>();
    if (kept != null) {
      for (Element child : kept.children()) {
        if (child.name().equals("hat")) {
          Hat hat = Hat.of(child);
          byUri.put(hat.uri(), hat);
        } else {
          Set<String> uris = new LinkedHashSet<>();
          child.children().forEach(each -> uris.add(each.text()));
          worn.put(Jid.parse(Objects.requireNonNull(child.attribute("jid"))), uris);
        }
      }
    }
    return new Hats(byUri, worn);
  }

  /// As they are kept; null for none.
  @Nullable Element toElement() {
    if (byUri.isEmpty()) {
      return null;
    }
    Element.Builder kept = Element.of(Hat.NAMESPACE, "hats");
    byUri.values().forEach(each -> kept.child(each.toElement()));
    worn.forEach((account, uris) -> {
      Element.Builder wearer =
          Element.of(Hat.NAMESPACE, "wearer").attribute("jid", account.toString());
      uris.forEach(uri -> wearer.child("uri", uri));
      kept.child(wearer.build());
    });
    return kept.build();
  }

  List<Hat> all() {
    return List.copyOf(byUri.values());
  }

  /// What somebody wears.
  ///
  /// @param account a bare JID
  List<Hat> of(Jid account) {
    return worn.getOrDefault(account, Set.of()).stream()
        .map(byUri::get)
        .filter(Objects::nonNull)
        .toList();
  }

  /// Everybody who wears one.
  Set<Jid> wearers() {
    return Set.copyOf(worn.keySet());
  }

  /// With a hat that is new, or is described anew.
  ///
  /// @throws StanzaException `resource-constraint` when there are too many
  Hats with(Hat hat) throws StanzaException {
    if (byUri.size() >= MOST && !byUri.containsKey(hat.uri())) {
      throw new StanzaException(Condition.RESOURCE_CONSTRAINT, "a room has " + MOST + " hats");
    }
    Map<String, Hat> changed = new LinkedHashMap<>(byUri);
    changed.put(hat.uri(), hat);
    return new Hats(changed, worn);
  }

  /// Without a hat, on anybody's head.
  ///
  /// @throws StanzaException `item-not-found`
  Hats without(String uri) throws StanzaException {
    check(uri);
    Map<String, Hat> changed = new LinkedHashMap<>(byUri);
    changed.remove(uri);
    Map<Jid, Set<String>> rest = new LinkedHashMap<>();
    worn.forEach((account, uris) -> put(rest, account, uris, uri, false));
    return new Hats(changed, rest);
  }

  /// With a hat on somebody's head, or taken off it.
  ///
  /// @throws StanzaException `item-not-found`, or `resource-constraint` when too many wear hats
  Hats wear(Jid account, String uri, boolean on) throws StanzaException {
    check(uri);
    if (on && worn.size() >= MOST_WEARERS && !worn.containsKey(account)) {
      throw new StanzaException(Condition.RESOURCE_CONSTRAINT, "too many wear hats");
    }
    Map<Jid, Set<String>> changed = new LinkedHashMap<>(worn);
    put(changed, account, worn.getOrDefault(account, Set.of()), uri, on);
    return new Hats(byUri, changed);
  }

  private void check(String uri) throws StanzaException {
    if (!byUri.containsKey(uri)) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND, "there is no such hat");
    }
  }

  private static void put(
      Map<Jid, Set<String>> worn, Jid account, Set<String> before, String uri, boolean on) {
    Set<String> uris = new LinkedHashSet<>(before);
    if (on) {
      uris.add(uri);
    } else {
      uris.remove(uri);
    }
    if (uris.isEmpty()) {
      worn.remove(account);
    } else {
      worn.put(account, uris);
    }
  }
}
