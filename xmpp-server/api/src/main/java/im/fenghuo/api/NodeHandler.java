package im.fenghuo.api;

import im.fenghuo.api.xml.Element;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Knows some nodes of service discovery (XEP-0030 §3.2 and §4.2). Its methods may block. The one
/// who asks an account is allowed to see it.
@FunctionalInterface
public interface NodeHandler {

  /// What is said of a node; null for a node that it does not know.
  ///
  /// @throws StanzaException the error that is the answer
  @Nullable DiscoInfo info(IqRequest request, String node) throws StanzaException;

  /// The `<item/>`s of the entity itself: the nodes that it lists.
  ///
  /// @throws StanzaException the error that is the answer
  default List<Element> items(IqRequest request) throws StanzaException {
    return List.of();
  }

  /// The `<item/>`s of a node that it knows.
  ///
  /// @throws StanzaException the error that is the answer
  default List<Element> items(IqRequest request, String node) throws StanzaException {
    return List.of();
  }
}
