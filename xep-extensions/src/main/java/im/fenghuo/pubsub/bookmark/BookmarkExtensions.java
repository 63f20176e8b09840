package im.fenghuo.pubsub.bookmark;

import im.fenghuo.api.Account;
import im.fenghuo.api.Db;
import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.xml.Element;
import im.fenghuo.pubsub.Item;
import im.fenghuo.pubsub.PersonalNodes;
import im.fenghuo.pubsub.Pubsub;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is in the `<extensions/>` of an account's bookmarks (XEP-0402 §3.3), in memory while the
/// account is in use: as much of it as somebody here wants to know. It is read by one statement,
/// however many want to know something.
public final class BookmarkExtensions {

  private static final String NODE = "urn:xmpp:bookmarks:1";

  private static final Account.Key<Map<Jid, List<Element>>> STATE =
      new Account.Key<>("bookmark extensions");

  private final Db db;
  private final Pubsub pubsub;
  private final PersonalNodes nodes;
  private final Set<String> wanted = new HashSet<>();

  /// @param pubsub where the bookmarks are
  public BookmarkExtensions(Db db, Pubsub pubsub) {
    this.db = db;
    this.pubsub = pubsub;
    this.nodes = pubsub.personalNodes();
  }

  /// Says what is to be known. Before the server listens.
  public void want(Registrar on, String namespace) {
    if (wanted.isEmpty()) {
      on.accountState(STATE, account -> read(nodes.items(db, account, NODE)));
      pubsub.onChange(NODE, this::changed);
    }
    wanted.add(namespace);
  }

  /// The element of that name in the bookmark of a conversation; null where there is none. Does not
  /// block.
  public @Nullable Element find(Account account, Jid with, String namespace, String name) {
    for (Element each : account.get(STATE).getOrDefault(with, List.of())) {
      if (each.is(namespace, name)) {
        return each;
      }
    }
    return null;
  }

  /// Blocks. Two changes at once are read one after the other: what is known at last is the last.
  private void changed(Account account) {
    db.<Map<Jid, List<Element>>, RuntimeException>transaction(transaction -> {
      transaction.query("SELECT 1 FROM account WHERE id = $1 FOR NO KEY UPDATE", account.id());
      Map<Jid, List<Element>> known = read(nodes.items(transaction, account.id(), NODE));
      account.set(STATE, known);
      return known;
    });
  }

  private Map<Jid, List<Element>> read(List<Item> items) {
    Map<Jid, List<Element>> known = new HashMap<>();
    for (Item item : items) {
      List<Element> extensions = extensions(item.payload());
      if (!extensions.isEmpty()) {
        put(known, item.id(), extensions);
      }
    }
    return Map.copyOf(known);
  }

  private List<Element> extensions(@Nullable Element conference) {
    Element extensions = conference == null ? null : conference.child(NODE, "extensions");
    List<Element> found = new ArrayList<>();
    if (extensions != null) {
      for (Element child : extensions.children()) {
        if (wanted.contains(child.namespace())) {
          found.add(child);
        }
      }
    }
    return List.copyOf(found);
  }

  private static void put(Map<Jid, List<Element>> known, String id, List<Element> extensions) {
    try {
      known.put(Jid.parse(id), extensions);
    } catch (InvalidJidException e) {
      // What clients keep there is theirs; this is no bookmark.
    }
  }
}
