package im.fenghuo.api;

import im.fenghuo.api.xml.Element;
import org.jspecify.annotations.Nullable;

/// Answers one kind of request.
@FunctionalInterface
public interface IqHandler {

  /// Answers the request. May block where it was registered with [Registrar#iq]; must not where it
  /// was registered with [Registrar#quickIq].
  ///
  /// @return the payload of the result; null for an empty one
  /// @throws StanzaException the error that is the answer
  @Nullable Element handle(IqRequest request) throws StanzaException;
}
