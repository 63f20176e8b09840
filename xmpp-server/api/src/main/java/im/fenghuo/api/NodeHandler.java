package im.fenghuo.api;

import im.fenghuo.api.xml.Element;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Knows some nodes of service discovery (XEP-0030 §3.2 and §4.2). Inline on the event loop: it may
/// not wait. The one who asks is allowed to see the entity.
@FunctionalInterface
public interface NodeHandler {

  /// What is said of a node; null for a node that it does not know.
  @Nullable DiscoInfo info(IqRequest request, String node);

  /// The `<item/>`s of a node that it knows.
  default List<Element> items(IqRequest request, String node) {
    return List.of();
  }
}
