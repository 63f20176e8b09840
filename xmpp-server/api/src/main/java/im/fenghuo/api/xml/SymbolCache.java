package im.fenghuo.api.xml;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Lets equal names be one object. A slot holds the latest string that hashed to it, so whatever a
/// client sends, the cache keeps its size, and strings that come often find their way back in.
final class SymbolCache {

  private static final int SLOTS = 512;
  private static final int SHIFT = Long.SIZE - 9;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
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
    int slot = slot(bytes, from, to);
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

  private static int slot(int hash) {
    return (hash ^ (hash >>> 9) ^ (hash >>> 18)) & (SLOTS - 1);
  }

  /// Looks at the ends only, which tell names apart well enough.
  private static int slot(byte[] bytes, int from, int to) {
    long mixed = (long) to - from;
    if (mixed >= Long.BYTES) {
      mixed += (long) LONGS.get(bytes, from) * 31 + (long) LONGS.get(bytes, to - Long.BYTES);
    } else {
      for (int i = from; i < to; i++) {
        mixed = (mixed << 8) | bytes[i];
      }
    }
    return (int) ((mixed * 0x9E3779B97F4A7C15L) >>> SHIFT);
  }
}
