package im.fenghuo.archive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is found in what.
class WordsTest {

  private static boolean finds(String wanted, String text) {
    boolean isCandidate =
        Words.keys(Words.runs(text)).containsAll(Words.wanted(Words.runs(wanted)));
    boolean matches = Words.match(Words.runs(wanted), Words.runs(text));
    assertThat(isCandidate || !matches).as("what matches must be a candidate").isTrue();
    return isCandidate && matches;
  }

  @ParameterizedTest(name = "{0} in {1}")
  @CsvSource({
    "balcony, Meet me at the balcony!",
    "BALCONY, Meet me at the balcony!",
    "the meet, Meet me at the balcony!",
    "strasse 12, Straße? Strasse 12.",
    "cafe, 'Ein Café, bitte'",
    "café, CAFE",
    "αθηνα, Η Αθήνα είναι όμορφη",
    "привет, Привет!",
    "йод, Йод",
    "会议, 明天下午三点的会议改到四点",
    "三点, 明天下午三点的会议改到四点",
    "议, 会议",
    "下午三点的会议, 明天下午三点的会议改到四点",
    "会议 room, 明天会议在 room 5",
    "東京, 来週東京に行きます",
    "サーバー, このサーバーは速い",
    "サーバ, このサーバーは速い",
    "ｻｰﾊﾞｰ, このサーバーは速い",
    "서울, 내일 서울에서 만나요",
    "วันนี้, สวัสดีวันนี้อากาศดี",
    "हिन्दी, मैं हिन्दी बोलता हूँ",
    "😀, haha😀😀",
    "ＡＢＣ, abc"
  })
  void is_found(String wanted, String text) {
    assertThat(finds(wanted, text)).isTrue();
  }

  @ParameterizedTest(name = "{0} not in {1}")
  @CsvSource({
    "balcon, Meet me at the balcony!",
    "balcony orchard, Meet me at the balcony!",
    "会议室, 会议改到议室",
    "四点三, 明天下午三点的会议改到四点",
    "иод, Йод",
    "😀, 😃"
  })
  void is_not_found(String wanted, String text) {
    assertThat(finds(wanted, text)).isFalse();
  }

  @Test
  void text_without_words_has_nothing_to_find() {
    assertThat(Words.runs("... -- !?")).isEmpty();
    assertThat(Words.runs("")).isEmpty();
  }

  @Test
  void keys_stay_what_they_are_because_they_stand_in_databases() {
    assertThat(Words.key("balcony")).isEqualTo(1216553188);
    assertThat(Words.key("会议")).isEqualTo(-1271034262);
  }
}
