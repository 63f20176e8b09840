package im.fenghuo.xep.xep0402bookmarks2;

import im.fenghuo.api.Account;
import im.fenghuo.api.PrivateElement;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.Xep;
import im.fenghuo.api.xml.Element;
import im.fenghuo.pubsub.Item;
import im.fenghuo.pubsub.NodeConfig;
import im.fenghuo.pubsub.PersonalNodes;
import im.fenghuo.pubsub.Pubsub;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// [XEP-0402](https://xmpp.org/extensions/xep-0402.html): PEP Native Bookmarks, in step with
/// XEP-0048 in PEP and in private XML storage (§5.3): whichever a client changes, the others say
/// the same.
public final class Xep0402Bookmarks2 implements Xep, PrivateElement {

  private static final String CURRENT = "current";
  private static final String PRIVATE = "whitelist";

  private final Pubsub pubsub;
  private final PersonalNodes nodes;

  /// @param pubsub the engine
  public Xep0402Bookmarks2(Pubsub pubsub) {
    this.pubsub = pubsub;
    this.nodes = pubsub.personalNodes();
  }

  @Override
  public Document document() {
    return new Document(402, "bookmarks2", "1.2.0");
  }

  @Override
  public void install(Registrar on) {
    on.feature(Target.ACCOUNT, Bookmark.NEW + "#compat");
    on.feature(Target.ACCOUNT, Bookmark.NEW + "#compat-pep");
    pubsub.onChange(Bookmark.NEW, this::copyToOld);
    pubsub.onChange(Bookmark.OLD, this::copyToNew);
  }

  @Override
  public String namespace() {
    return Bookmark.OLD;
  }

  @Override
  public String name() {
    return "storage";
  }

  /// As in private XML storage. Blocks.
  @Override
  public @Nullable Element get(Account account) {
    return storage(account);
  }

  /// From private XML storage. Blocks.
  @Override
  public void set(Account account, Element storage) throws StanzaException {
    nodes.publish(account, Bookmark.OLD, CURRENT, storage, NodeConfig.ofPrivateItem());
  }

  private @Nullable Element storage(Account account) {
    List<Item> items = nodes.items(account, Bookmark.OLD);
    Element payload = items.isEmpty() ? null : items.getLast().payload();
    return payload == null || !payload.is(Bookmark.OLD, "storage") ? null : payload;
  }

  private static Map<String, Bookmark> old(@Nullable Element storage) {
    Map<String, Bookmark> bookmarks = new LinkedHashMap<>();
    if (storage != null) {
      for (Element child : storage.children()) {
        Bookmark bookmark = Bookmark.of(child);
        if (bookmark != null) {
          bookmarks.put(bookmark.jid(), bookmark);
        }
      }
    }
    return bookmarks;
  }

  private Map<String, Item> items(Account account) {
    Map<String, Item> items = new LinkedHashMap<>();
    nodes.items(account, Bookmark.NEW).forEach(item -> items.put(item.id(), item));
    return items;
  }

  private static Map<String, Bookmark> bookmarks(Map<String, Item> items) {
    Map<String, Bookmark> bookmarks = new LinkedHashMap<>();
    items
        .values()
        .forEach(item -> {
          Bookmark bookmark = Bookmark.of(item);
          if (bookmark != null) {
            bookmarks.put(bookmark.jid(), bookmark);
          }
        });
    return bookmarks;
  }

  /// Each bookmark that differs is published, each that is missing retracted. Blocks.
  private void copyToNew(Account account) throws StanzaException {
    if (!isPrivate(account)) {
      return;
    }
    Map<String, Bookmark> wanted = old(storage(account));
    Map<String, Item> items = items(account);
    Map<String, Bookmark> there = bookmarks(items);
    for (Bookmark bookmark : wanted.values()) {
      if (!bookmark.equals(there.get(bookmark.jid()))) {
        nodes.publish(
            account,
            Bookmark.NEW,
            bookmark.jid(),
            bookmark.toNew(items.get(bookmark.jid())),
            NodeConfig.ofPrivateData());
      }
    }
    for (String jid : there.keySet()) {
      if (!wanted.containsKey(jid)) {
        nodes.retract(account, Bookmark.NEW, jid);
      }
    }
  }

  /// The list is published if it says something else. Blocks.
  private void copyToOld(Account account) throws StanzaException {
    Map<String, Bookmark> wanted = bookmarks(items(account));
    Element storage = storage(account);
    if (!isPrivate(account) || wanted.equals(old(storage))) {
      return;
    }
    Element.Builder list = Element.of(Bookmark.OLD, "storage");
    wanted.values().forEach(bookmark -> list.child(bookmark.toOld()));
    if (storage != null) {
      storage.children().stream()
          .filter(child -> !child.is(Bookmark.OLD, "conference"))
          .forEach(list::child); // bookmarks of web pages
    }
    set(account, list.build());
  }

  /// XEP-0411 §5: what is private is not copied to where others can read it.
  private boolean isPrivate(Account account) {
    return List.of(PRIVATE, "").contains(nodes.accessModel(account, Bookmark.OLD))
        && List.of(PRIVATE, "").contains(nodes.accessModel(account, Bookmark.NEW));
  }
}
