package im.fenghuo.api.entity;

import im.fenghuo.api.Jid;
import im.fenghuo.api.Stanza;

/// Those who get the same stanzas, such as the occupants of a room: a stanza is written once, each
/// node of theirs gets it once, and each of them the same bytes with a `to` of their own. In order
/// with what the entity sends otherwise.
///
/// To be used in steps of the entity's lane only.
public interface Audience {

  /// Adds a recipient; nothing when it is there already.
  ///
  /// @param recipient a full JID
  void add(Jid recipient);

  /// Removes a recipient: what was sent before this still reaches it.
  void remove(Jid recipient);

  /// How many there are.
  int size();

  /// Sends a message or a presence to all of them.
  ///
  /// @param stanza has `from`; `to` is put in for each
  void send(Stanza stanza);
}
