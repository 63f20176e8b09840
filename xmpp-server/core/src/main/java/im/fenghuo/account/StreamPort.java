package im.fenghuo.account;

import im.fenghuo.api.xml.Element;
import im.fenghuo.lane.Loop;

/// A client's stream, as its account sees it: on this node or on another. Safe for all threads.
public interface StreamPort {

  /// The loop that what concerns the stream runs on here.
  Loop loop();

  /// Sends a stanza to the client, in order.
  void send(Element stanza);

  /// Delivers a message of the session's archive to the client, in order with what is sent. A
  /// stream whose client acknowledges tells [SessionPort#confirmed] of it.
  ///
  /// @param delivery counts the deliveries of the session, from 1
  void deliver(Element message, long delivery);

  /// Runs the work, on any thread, once the client has taken nearly all that it was sent; never
  /// when the session ends before. One piece of work at a time.
  void whenTaken(Runnable work);

  /// Ends the stream with an error (RFC 6120 §4.9). The session is gone by then.
  void close(StreamError error);
}
