package im.fenghuo.account;

import im.fenghuo.api.xml.Element;

/// A client's stream, as its account sees it: on this node or on another. Safe for all threads.
public interface StreamPort {

  /// Sends a stanza to the client, in order.
  void send(Element stanza);

  /// Ends the stream with an error (RFC 6120 §4.9). The session is gone by then.
  void close(StreamError error);
}
