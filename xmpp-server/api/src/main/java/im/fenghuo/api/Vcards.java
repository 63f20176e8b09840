package im.fenghuo.api;

import im.fenghuo.api.xml.Element;
import org.jspecify.annotations.Nullable;

/// The vCards of accounts (XEP-0054). Everything blocks.
public interface Vcards {

  /// The `<vCard/>`; null for none.
  @Nullable Element get(Account account);

  /// Replaces it.
  void put(Account account, Element vcard);

  /// Is told when a client has changed the vCard of its account, before it gets its answer. Once,
  /// before the server listens.
  void listen(Listener listener);

  /// Keeps something in step with vCards.
  @FunctionalInterface
  interface Listener {
    /// Blocks.
    ///
    /// @throws StanzaException when it cannot be kept in step
    void changed(Account account, Element vcard) throws StanzaException;
  }
}
