package im.fenghuo.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VocabularyTest {

  private final Vocabulary vocabulary =
      Vocabulary.parse(
          """
          sentence [x] has asked [y] for [what]
          [x] sends
              <message to='{[y]}'><body>[what]</body></message>
          sentence [x] is online
          [x] connects
          """);

  @Test
  void a_sentence_stands_for_steps() {
    assertThat(vocabulary.meaning(1, "juliet/balcony has asked romeo for \"a rose\""))
        .contains(
            List.of(
                new Step.Send(
                    2,
                    List.of("juliet/balcony"),
                    "<message to='{romeo}'><body>a rose</body></message>")));
  }

  @Test
  void what_is_said_of_several_is_said_of_each() {
    assertThat(vocabulary.meaning(7, "juliet/balcony, juliet/chamber and romeo/orchard are online"))
        .contains(
            List.of(
                new Step.Act(7, "juliet/balcony is online"),
                new Step.Act(7, "juliet/chamber is online"),
                new Step.Act(7, "romeo/orchard is online")));
  }

  @Test
  void an_unknown_sentence_means_nothing() {
    assertThat(vocabulary.meaning(1, "juliet is happy")).isEqualTo(Optional.empty());
  }
}
