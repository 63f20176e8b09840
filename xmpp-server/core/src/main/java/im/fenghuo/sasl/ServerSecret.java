package im.fenghuo.sasl;

import im.fenghuo.tls.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/// A secret of this installation from which others are derived, so that they need not be stored:
/// tokens (a stolen database does not contain them) and the salts of accounts that do not exist.
/// All nodes of a cluster need the same.
public final class ServerSecret {

  /// Enough for HMAC-SHA-256.
  public static final int LENGTH = 32;

  private final Octets key;

  private ServerSecret(Octets key) {
    this.key = key;
  }

  /// Fewer than 32 bytes are an `IllegalArgumentException`.
  public static ServerSecret of(Octets key) {
    if (key.length() < LENGTH) {
      throw new IllegalArgumentException(
          "the server secret has %d bytes, expected at least %d".formatted(key.length(), LENGTH));
    }
    return new ServerSecret(key);
  }

  /// Blocks. Reads the secret from `file` (base64), or makes one and writes it there, readable by
  /// its owner only.
  public static ServerSecret load(Path file, SecureRandom random) throws IOException {
    if (!Files.exists(file)) {
      byte[] fresh = new byte[LENGTH];
      random.nextBytes(fresh);
      SecretFile.write(file, Octets.of(fresh).toBase64() + "\n");
    }
    try {
      return of(Octets.ofBase64(Files.readString(file).strip()));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " does not hold a server secret: " + e.getMessage(), e);
    }
  }

  /// 32 bytes that depend on the secret, the purpose and the parts, and tell nothing about another
  /// purpose or other parts.
  public Octets derive(String purpose, String... parts) {
    StringBuilder input = new StringBuilder(purpose);
    for (String part : parts) {
      input.append('\0').append(part.length()).append('\0').append(part);
    }
    return ScramHash.SHA_256.hmac(key, input.toString());
  }
}
