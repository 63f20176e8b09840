package im.fenghuo.config;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Names of keys.
final class Keys {

  /// More than this many letters wrong, and it is another word.
  private static final int FAR = 4;

  private Keys() {}

  /// `stanzaSize` is written `stanza-size`.
  static String of(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  static List<String> of(Class<?> section) {
    return Arrays.stream(section.getRecordComponents()).map(Keys::of).toList();
  }

  /// The known name that a wrong one was probably meant to be.
  static Optional<String> nearest(String wrong, Collection<String> known) {
    return known.stream()
        .filter(name -> distance(wrong, name) <= Math.min(FAR, 1 + name.length() / 2))
        .min(Comparator.comparingInt(name -> distance(wrong, name)));
  }

  /// How many letters have to be inserted, removed or replaced (Levenshtein).
  static int distance(String a, String b) {
    int[] before = new int[b.length() + 1];
    Arrays.setAll(before, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int[] now = new int[b.length() + 1];
      now[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        now[j] = Math.min(replaced, 1 + Math.min(before[j], now[j - 1]));
      }
      before = now;
    }
    return before[b.length()];
  }
}
