package im.fenghuo.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What can be said about scenario files without a server.
class EveryScenarioTest {

  private final Vocabulary vocabulary = Vocabulary.standard();

  @Test
  void every_sentence_of_every_scenario_is_understood() {
    List<Scenario> scenarios =
        ScenarioFiles.folders().stream()
            .flatMap(folder -> ScenarioFiles.files(folder).stream())
            .flatMap(file -> ScenarioFiles.scenarios(file).stream())
            .toList();
    assertThat(scenarios).isNotEmpty();
    for (Scenario scenario : scenarios) {
      assertThat(Stream.concat(scenario.setup().stream(), scenario.steps().stream()))
          .as("%s:%d", scenario.source(), scenario.line())
          .allSatisfy(step -> assertThat(isUnderstood(step)).as("%s", step).isTrue());
    }
  }

  @Test
  void titles_are_unique_within_a_file() {
    ScenarioFiles.folders().stream()
        .flatMap(folder -> ScenarioFiles.files(folder).stream())
        .forEach(file ->
            assertThat(ScenarioFiles.scenarios(file))
                .as("%s", file.getFileName())
                .extracting(Scenario::title)
                .doesNotHaveDuplicates());
  }

  private boolean isUnderstood(Step step) {
    return !(step instanceof Step.Act act)
        || Play.isAct(act.sentence())
        || vocabulary
            .meaning(act.line(), act.sentence())
            .map(steps -> steps.stream().allMatch(this::isUnderstood))
            .orElse(false);
  }
}
