package im.fenghuo.api.entity;

import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;

/// Brings the entities of a service into memory.
@FunctionalInterface
public interface EntityHost {

  /// Makes an entity from storage: for the first stanza to it, on the node that owns its JID.
  /// Blocks.
  ///
  /// @param jid its bare JID
  /// @param lane its lane, which runs nothing before this returns
  /// @throws StanzaException what whoever has sent something to it gets, where there is none
  Entity load(Jid jid, EntityLane lane) throws StanzaException;
}
