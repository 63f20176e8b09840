package im.fenghuo.api.xml;

import org.jspecify.annotations.Nullable;

/// Lets equal names be one object. A slot holds the latest string that hashed to it, so whatever a
/// client sends, the cache keeps its size, and strings that come often find their way back in.
final class SymbolCache {

  private static final int SLOTS = 1024;
  private static final int MAX_LENGTH = 128;

  private final @Nullable String[] slots = new String[SLOTS];

  String intern(String symbol) {
    if (symbol.length() > MAX_LENGTH) {
      return symbol;
    }
    int hash = symbol.hashCode();
    int slot = (hash ^ hash >>> 10 ^ hash >>> 20) & SLOTS - 1;
    String known = slots[slot];
    if (known != null && known.equals(symbol)) {
      return known;
    }
    slots[slot] = symbol;
    return symbol;
  }
}
