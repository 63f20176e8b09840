package im.fenghuo.stream;

import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Jid;
import im.fenghuo.sasl.ServerSecret;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Resources for clients that leave the choice to the server (XEP-0386 §3.2.1).
final class ResourceNames {

  /// 72 bits: cannot be guessed.
  private static final int LENGTH = 12;

  private ResourceNames() {}

  /// The same resource each time for the same client, so that its new session replaces one that it
  /// left behind; it does not show the client's id. "" for a client without one.
  static String of(Jid account, String tag, @Nullable String client, ServerSecret secret) {
    if (client == null) {
      return "";
    }
    byte[] derived = secret.derive("resource", account.toString(), client).toBytes();
    return tagged(
        account, tag, Base64.getUrlEncoder().encodeToString(derived).substring(0, LENGTH));
  }

  /// The client's tag, if it can be part of a resource, and what makes the resource unique.
  static String tagged(Jid account, String tag, String unique) {
    if (tag.isEmpty()) {
      return unique;
    }
    try {
      return account.withResource(tag + '/' + unique).resourcepart();
    } catch (InvalidJidException e) {
      return unique;
    }
  }
}
