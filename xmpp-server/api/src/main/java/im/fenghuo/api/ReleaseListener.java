package im.fenghuo.api;

/// Hears that no archive refers to something any more.
@FunctionalInterface
public interface ReleaseListener {

  /// A message that referred to it was retracted, or has gone, and no other in any archive does.
  /// Runs on a virtual thread, after that is durable; heard again where it fails, or the server is
  /// killed meanwhile. May block.
  ///
  /// @param reference as [Registrar#references] has named it
  /// @param author who has sent that message: a bare JID
  void released(String reference, Jid author);
}
