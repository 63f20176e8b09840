package im.fenghuo.account;

import im.fenghuo.api.Stanza;
import im.fenghuo.archive.Receipt;

/// Brings stanzas to the lane of the account that they are addressed to, wherever it lives.
@FunctionalInterface
public interface Delivery {

  /// From any thread; never blocks; stanzas of one thread and account keep their order.
  ///
  /// @param stanza has `from` and a `to` with a localpart of a domain served here
  /// @param receipt is held open until what the stanza writes is durable
  void deliver(Stanza stanza, Receipt receipt);
}
