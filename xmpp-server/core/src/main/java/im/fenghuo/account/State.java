package im.fenghuo.account;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A few things by key, compared by identity: most owners have none to five.
@SuppressWarnings("ReferenceEquality") // what makes a key is its identity
final class State {

  private static final Object[] NONE = {};

  private Object[] entries = NONE;

  @Nullable Object get(Object key) {
    for (int i = 0; i < entries.length; i += 2) {
      if (entries[i] == key) {
        return entries[i + 1];
      }
    }
    return null;
  }

  void set(Object key, Object value) {
    for (int i = 0; i < entries.length; i += 2) {
      if (entries[i] == key) {
        entries[i + 1] = value;
        return;
      }
    }
    int length = entries.length;
    entries = Arrays.copyOf(entries, length + 2);
    entries[length] = key;
    entries[length + 1] = value;
  }
}
