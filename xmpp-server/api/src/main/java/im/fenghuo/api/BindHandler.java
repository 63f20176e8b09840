package im.fenghuo.api;

import im.fenghuo.api.xml.Element;
import org.jspecify.annotations.Nullable;

/// Does what a client has asked for together with its resource (XEP-0386 §4).
@FunctionalInterface
public interface BindHandler {

  /// The resource is bound. Inline on the account's loop.
  ///
  /// @param request what the client asked
  /// @return what is said of it in `<bound/>`, or null
  @Nullable Element bound(Element request, Session session);
}
