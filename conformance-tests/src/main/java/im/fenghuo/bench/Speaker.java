package im.fenghuo.bench;

/// Whoever sends messages when it is time to.
interface Speaker {

  /// Sends the next message; its latency counts from `due`. On its stream's loop.
  void send(long due);
}
