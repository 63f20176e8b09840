package im.fenghuo.api.xml;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Lets equal names be one object. A slot holds the latest string that hashed to it, so whatever a
/// client sends, the cache keeps its size, and strings that come often find their way back in.
final class SymbolCache {

  private static final int SLOTS = 1024;
  private static final int MAX_LENGTH = 128;

  private final @Nullable String[] slots = new String[SLOTS];

  /// The UTF-8 of the strings; null where a string came as such.
  private final byte[] @Nullable [] keys = new byte[SLOTS][];

  String intern(String symbol) {
    if (symbol.length() > MAX_LENGTH) {
      return symbol;
    }
    int slot = slot(symbol.hashCode());
    String known = slots[slot];
    if (known != null && known.equals(symbol)) {
      return known;
    }
    slots[slot] = symbol;
    keys[slot] = null;
    return symbol;
  }

  /// The same for UTF-8, which has been checked. Allocates nothing for a string that is there.
  String intern(byte[] bytes, int from, int to) {
    if (to - from > MAX_LENGTH) {
      return new String(bytes, from, to - from, UTF_8);
    }
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    int slot = slot(hash);
    byte[] key = keys[slot];
    String known = slots[slot];
    if (key != null && known != null && Arrays.equals(key, 0, key.length, bytes, from, to)) {
      return known;
    }
    key = Arrays.copyOfRange(bytes, from, to);
    String symbol = new String(key, UTF_8);
    if (known != null && known.equals(symbol)) {
      symbol = known;
    }
    slots[slot] = symbol;
    keys[slot] = key;
    return symbol;
  }

  /// An ASCII string and its bytes have the same hash, and so share a slot.
  private static int slot(int hash) {
    return (hash ^ (hash >>> 10) ^ (hash >>> 20)) & (SLOTS - 1);
  }
}
