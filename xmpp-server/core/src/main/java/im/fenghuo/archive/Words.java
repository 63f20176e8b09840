package im.fenghuo.archive;

import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32C;

/// Cuts text into what can be searched for. Scripts that write no spaces (Chinese, Japanese, Thai,
/// …), Korean with its endings, and emoji are cut into single characters and pairs; all else into
/// words. Case, width and Latin and Greek accents make no difference.
final class Words {

  private static final Set<UnicodeScript> SPACELESS =
      EnumSet.of(
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.HANGUL,
          UnicodeScript.BOPOMOFO,
          UnicodeScript.THAI,
          UnicodeScript.LAO,
          UnicodeScript.KHMER,
          UnicodeScript.MYANMAR);

  /// The sign that makes a Japanese vowel long belongs to two scripts, and so to none.
  private static final int LONG_VOWEL = 0x30FC;

  private Words() {}

  /// A run of characters that belong together.
  ///
  /// @param isSpaceless whether it may be found within a longer run, too
  record Run(String text, boolean isSpaceless) {}

  private enum Kind {
    GAP,
    WORD,
    SPACELESS
  }

  /// The runs of a text, folded, in order.
  static List<Run> runs(String text) {
    String folded = fold(text);
    List<Run> runs = new ArrayList<>();
    Kind kind = Kind.GAP;
    int start = 0;
    for (int i = 0; i <= folded.length(); ) {
      boolean isEnd = i == folded.length();
      int character = isEnd ? ' ' : folded.codePointAt(i);
      Kind next = kind(character, kind);
      if (next != kind || isEnd) {
        if (kind != Kind.GAP) {
          runs.add(new Run(folded.substring(start, i), kind == Kind.SPACELESS));
        }
        kind = next;
        start = i;
      }
      i += Character.charCount(character);
    }
    return runs;
  }

  private static Kind kind(int character, Kind before) {
    boolean isPicture = character > 0xFF && Character.isEmoji(character);
    if (isPicture || character == LONG_VOWEL || SPACELESS.contains(UnicodeScript.of(character))) {
      return Kind.SPACELESS;
    }
    if (Character.isLetterOrDigit(character)) {
      return Kind.WORD;
    }
    return isMark(character) ? before : Kind.GAP;
  }

  private static boolean isMark(int character) {
    int type = Character.getType(character);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  /// Full and half width, upper and lower case, and accents on Latin and Greek letters are one.
  private static String fold(String text) {
    String apart = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    StringBuilder plain = new StringBuilder(apart.length());
    UnicodeScript base = UnicodeScript.COMMON;
    for (int i = 0; i < apart.length(); ) {
      int character = apart.codePointAt(i);
      UnicodeScript script = UnicodeScript.of(character);
      boolean isAccent =
          script == UnicodeScript.INHERITED
              && (base == UnicodeScript.LATIN || base == UnicodeScript.GREEK);
      if (!isAccent) {
        plain.appendCodePoint(character);
        base = script == UnicodeScript.INHERITED ? base : script;
      }
      i += Character.charCount(character);
    }
    return Normalizer.normalize(plain, Normalizer.Form.NFC);
  }

  /// The keys under which a text is found.
  static Set<Integer> keys(List<Run> runs) {
    Set<Integer> keys = new HashSet<>();
    for (Run run : runs) {
      if (run.isSpaceless()) {
        pairs(run.text(), keys, true);
      } else {
        keys.add(key(run.text()));
      }
    }
    return keys;
  }

  /// The keys that a text has if it matches.
  static Set<Integer> wanted(List<Run> runs) {
    Set<Integer> keys = new HashSet<>();
    for (Run run : runs) {
      boolean isSingle = run.text().codePointCount(0, run.text().length()) == 1;
      if (run.isSpaceless() && !isSingle) {
        pairs(run.text(), keys, false);
      } else {
        keys.add(key(run.text()));
      }
    }
    return keys;
  }

  private static void pairs(String run, Set<Integer> keys, boolean withSingles) {
    int before = -1;
    for (int i = 0; i < run.length(); ) {
      int next = i + Character.charCount(run.codePointAt(i));
      if (withSingles) {
        keys.add(key(run.substring(i, next)));
      }
      if (before >= 0) {
        keys.add(key(run.substring(before, next)));
      }
      before = i;
      i = next;
    }
  }

  /// Keys stand in the database, so a word's never changes. Two words may share one.
  static int key(String word) {
    CRC32C sum = new CRC32C();
    sum.update(word.getBytes(StandardCharsets.UTF_8));
    return (int) sum.getValue();
  }

  /// Whether all that is wanted occurs in a text: words as they are, spaceless runs anywhere within
  /// others.
  static boolean match(List<Run> wanted, List<Run> text) {
    return wanted.stream().allMatch(run -> text.stream().anyMatch(there -> occurs(run, there)));
  }

  private static boolean occurs(Run wanted, Run there) {
    return wanted.isSpaceless() == there.isSpaceless()
        && (wanted.isSpaceless()
            ? there.text().contains(wanted.text())
            : there.text().equals(wanted.text()));
  }
}
