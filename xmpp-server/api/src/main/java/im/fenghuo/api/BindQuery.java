package im.fenghuo.api;

import im.fenghuo.api.xml.Element;
import org.jspecify.annotations.Nullable;

/// Answers what a client has asked together with its resource (XEP-0386 §4).
@FunctionalInterface
public interface BindQuery {

  /// Blocks. The resource is bound; the client waits, so it should not take long. What is sent to
  /// the session here comes after its `<success/>`, and before what the session asks later.
  ///
  /// @param request what the client asks
  /// @return what is said in `<bound/>`, or null
  /// @throws StanzaException when it cannot be answered: nothing is said then, and the client asks
  ///   again in the usual way
  @Nullable Element answer(Element request, Session session) throws StanzaException;
}
