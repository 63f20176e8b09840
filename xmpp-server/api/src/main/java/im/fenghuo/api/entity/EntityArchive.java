package im.fenghuo.api.entity;

import im.fenghuo.api.Archive;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;

/// The archive of an entity, such as a room's history. To be used in quick steps of its lane, but
/// for what [Archive] reads of it.
public interface EntityArchive extends Archive.Owner {

  /// The number that was given last, 0 for none.
  long last();

  /// Whether so much is on its way to storage that nothing more should be taken.
  boolean isFull();

  /// Whether a message says something that archives keep ([im.fenghuo.api.Registrar#archiving],
  /// `ephemeral`), whatever its type.
  boolean wants(Message message);

  /// Numbers a message and archives it. What extensions have registered for archives
  /// ([im.fenghuo.api.Registrar#readable], `references`, `retracting`) holds here, too. Who has
  /// sent the stanza that the step began with hears that it is handled when the row is durable.
  ///
  /// @param message as it is to be read later
  /// @param sender the real bare JID of whoever said it, with the name under which they said it as
  ///   resource
  /// @return the id that clients see
  String append(Message message, Jid sender);
}
