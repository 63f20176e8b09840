package im.fenghuo.api;

import im.fenghuo.api.xml.Element;
import org.jspecify.annotations.Nullable;

/// An element of private XML storage (XEP-0049) that is kept elsewhere. Its methods block.
public interface PrivateElement {

  /// The element's namespace.
  String namespace();

  /// The element's name.
  String name();

  /// What is kept; null for nothing.
  @Nullable Element get(Account account);

  /// Keeps it.
  ///
  /// @throws StanzaException the error that is the answer
  void set(Account account, Element element) throws StanzaException;
}
