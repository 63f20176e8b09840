package im.fenghuo.pubsub;

import im.fenghuo.api.Condition;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.page.PageRequest;
import im.fenghuo.api.xml.Element;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Retrieving items (XEP-0060 §6.5). Everything blocks.
final class Reading {

  private final Engine engine;

  Reading(Engine engine) {
    this.engine = engine;
  }

  /// Whether readers are told who has published an item: where that may be anybody.
  static boolean namesPublishers(Host host, Node node) {
    return !host.isPersonal()
        && !node.config().value(ConfigField.PUBLISH_MODEL).equals("publishers");
  }

  /// The items that are asked for by id, the newest, or a page of all.
  Element items(Ask ask) throws StanzaException {
    Node node = NodeTable.get(engine.db(), ask.host(), ask.node());
    Access.read(engine.db(), ask.host(), node, ask.entity());
    List<String> ids =
        ask.action().children().stream()
            .filter(child -> child.is(Names.PUBSUB, "item"))
            .map(item -> item.attribute("id"))
            .filter(id -> id != null)
            .limit(engine.settings().page())
            .toList();
    if (!ids.isEmpty()) {
      Instant notBefore = engine.notBefore(node.config());
      return answer(ask, node, ItemTable.of(engine.db(), node, ids, notBefore), null);
    }
    return ask.pubsub().has(PageRequest.NAMESPACE, "set") ? page(ask, node) : newest(ask, node);
  }

  private Element newest(Ask ask, Node node) throws StanzaException {
    Instant notBefore = engine.notBefore(node.config());
    int page = engine.settings().page();
    int max = Math.min(page, maxItems(ask.action()));
    List<Item> items = ItemTable.newest(engine.db(), node, max, notBefore);
    Element set = null;
    if (max == page && items.size() < ItemTable.count(engine.db(), node, notBefore)) {
      set = set(items, ItemTable.count(engine.db(), node, notBefore)); // §6.5.4: it is truncated
    }
    return answer(ask, node, items, set);
  }

  private static int maxItems(Element action) throws StanzaException {
    String max = action.attribute("max_items");
    if (max == null) {
      return Integer.MAX_VALUE;
    }
    if (!max.matches("[0-9]{1,9}")) {
      throw new StanzaException(Condition.BAD_REQUEST, "'max_items' is a number");
    }
    return Integer.parseInt(max);
  }

  private Element page(Ask ask, Node node) throws StanzaException {
    int limit = engine.settings().page();
    PageRequest request = PageRequest.in(ask.pubsub(), limit, limit);
    Instant notBefore = engine.notBefore(node.config());
    List<String> all = ItemTable.ids(engine.db(), node, notBefore);
    List<String> ids = Pages.cut(all, id -> id, request);
    List<Item> items = ItemTable.of(engine.db(), node, ids, notBefore);
    return answer(ask, node, items, set(items, all.size()));
  }

  private static Element set(List<Item> items, long count) {
    return PageRequest.answer(
        items.isEmpty() ? null : items.getFirst().id(),
        items.isEmpty() ? null : items.getLast().id(),
        count);
  }

  private static Element answer(Ask ask, Node node, List<Item> items, @Nullable Element set) {
    boolean publishers = namesPublishers(ask.host(), node);
    Element content =
        Element.of(Names.PUBSUB, "items")
            .attribute("node", node.name())
            .children(
                items.stream().map(item -> item.toElement(Names.PUBSUB, true, publishers)).toList())
            .build();
    Element answer = Ask.answer(Names.PUBSUB, content);
    return set == null ? answer : answer.with(set);
  }
}
