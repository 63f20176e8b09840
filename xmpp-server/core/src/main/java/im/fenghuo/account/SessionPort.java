package im.fenghuo.account;

import im.fenghuo.api.Jid;
import im.fenghuo.api.xml.Element;

/// A session, as its stream sees it: on this node or on another. Called on the stream's loop.
public interface SessionPort {

  /// Its full JID.
  Jid jid();

  /// A stanza of the client, in order; stamped with the session's full JID as `from`. Or another
  /// first-level element that is registered: it is counted here as a stanza is.
  void stanza(Element stanza);

  /// Runs the work, on any thread, once that many stanzas have been handled and all that they have
  /// written is durable. One piece of work at a time; a later call replaces an earlier one.
  ///
  /// @param count counted from the session's first stanza
  void whenSettled(long count, Runnable work);

  /// How many stanzas are handled and durable, as far as known here.
  long settled();

  /// The client has confirmed the messages that it was delivered, up to that delivery (XEP-0198).
  /// From the first call on, what is not confirmed counts as not delivered.
  ///
  /// @param delivery as in [StreamPort#deliver]; 0 for none so far
  void confirmed(long delivery);

  /// Another stream carries on with the session (XEP-0198 §5).
  void resumed();

  /// The stream is gone.
  void detach();
}
