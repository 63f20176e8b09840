package im.fenghuo.pubsub;

import java.time.Instant;

/// A node as it is stored.
///
/// @param id its key in the database
/// @param creator the bare JID of whoever made it
record Node(long id, String name, NodeConfig config, String creator, Instant created) {

  Node with(NodeConfig changed) {
    return new Node(id, name, changed, creator, created);
  }
}
