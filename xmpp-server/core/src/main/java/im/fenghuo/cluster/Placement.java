package im.fenghuo.cluster;

import im.fenghuo.api.Jid;
import java.util.Set;

/// Which node owns an account: every node computes it, nobody has to ask.
interface Placement {

  /// The name of the node that owns the lane of a bare JID.
  String owner(Jid bareJid);

  /// The names of all nodes that own any.
  Set<String> owners();

  /// Has the listener told, on any thread, when owners have changed.
  void onChange(Runnable listener);
}
