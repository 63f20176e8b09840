package im.fenghuo.stream;

import im.fenghuo.account.AccountGate;
import im.fenghuo.archive.Backlog;
import im.fenghuo.registry.Registry;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Executor;

/// What all streams share.
///
/// @param gate the way to the lanes of accounts
/// @param authentications how clients authenticate
/// @param virtualThreads where blocking steps run
/// @param resumptions sessions that wait for another stream, or could
/// @param backlog what waits for storage
public record StreamServices(
    StreamSettings settings,
    Registry registry,
    AccountGate gate,
    Authentications authentications,
    Executor virtualThreads,
    SecureRandom random,
    Resumptions resumptions,
    Backlog backlog) {

  private static final int ID_BYTES = 12;

  /// How many stanzas of a session may be handled and not durable now. While storage is far behind,
  /// each client waits for its own, so that memory and delay stay bounded however many they are.
  int window() {
    return backlog.isFull() ? 1 : settings.window();
  }

  /// A new id that cannot be guessed (RFC 6120 §4.7.3), also for resources.
  public String newId() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().encodeToString(bytes);
  }
}
