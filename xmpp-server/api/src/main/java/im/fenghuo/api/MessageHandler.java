package im.fenghuo.api;

/// Takes the messages that are addressed to the server or a service.
@FunctionalInterface
public interface MessageHandler {

  /// Blocks: runs on a virtual thread, in the sender's turn.
  ///
  /// @param message any message but an error, stamped with its sender's full JID
  /// @throws StanzaException the error that answers it
  void handle(Message message) throws StanzaException;
}
