package im.fenghuo.registry;

import im.fenghuo.api.Iq;
import im.fenghuo.api.IqHandler;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Target;

/// Where parts of the core say what they do: as extensions do, and a little more.
public interface CoreRegistrar extends Registrar {

  /// Answers a request in the turn of the account's changes: on a virtual thread, one after the
  /// other for each account whoever asks, while the sender's next stanzas wait. May block. The
  /// request is an [im.fenghuo.account.AccountRequest].
  void change(Iq.Type type, Target target, String namespace, String name, IqHandler handler);
}
