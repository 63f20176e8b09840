package im.fenghuo.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScenarioParserTest {

  @Test
  void a_scenario_has_a_title_specifications_a_set_up_and_steps() {
    List<Scenario> scenarios =
        ScenarioParser.parse(
            "x.scenario",
            """
            # a remark
            scenario  A greeting
            spec      RFC 6121 §5
            given     juliet/balcony and romeo/orchard are online
            and       juliet and romeo are contacts

            juliet/balcony sends
                <message to='{romeo}'/>

            romeo/orchard receives in any order
                <message/>
                <message/>
            everyone  has received nothing else
            """);
    assertThat(scenarios).hasSize(1);
    Scenario scenario = scenarios.getFirst();
    assertThat(scenario.title()).isEqualTo("A greeting");
    assertThat(scenario.specifications()).containsExactly("RFC 6121 §5");
    assertThat(scenario.setup())
        .containsExactly(
            new Step.Act(4, "juliet/balcony and romeo/orchard are online"),
            new Step.Act(5, "juliet and romeo are contacts"));
    assertThat(scenario.steps()).hasSize(3);
    assertThat(scenario.steps().getFirst())
        .isEqualTo(new Step.Send(7, List.of("juliet/balcony"), "<message to='{romeo}'/>"));
    assertThat(scenario.steps().get(1))
        .isInstanceOfSatisfying(
            Step.Receive.class, receive -> assertThat(receive.order()).isEqualTo(Step.Order.ANY));
    assertThat(scenario.steps().get(2)).isEqualTo(new Step.NothingElse(13, List.of()));
  }

  @Test
  void a_table_makes_a_scenario_of_each_row() {
    List<Scenario> scenarios =
        ScenarioParser.parse(
            "x.scenario",
            """
            scenario  A [type] message
            spec      RFC 6121 §8
            romeo/orchard receives when [delivered]
                <message type='[type]'/>
            romeo/orchard receives nothing unless [delivered]
            romeo/orchard goes offline when [type] is chat or normal
            for each
                type  | delivered
                chat  | yes
                error | no
            """);
    assertThat(scenarios)
        .extracting(Scenario::title)
        .containsExactly("A chat message", "A error message");
    assertThat(scenarios.getFirst().steps())
        .containsExactly(
            new Step.Receive(
                3, List.of("romeo/orchard"), Step.Order.NEXT, "    <message type='chat'/>"),
            new Step.Act(6, "romeo/orchard goes offline"));
    assertThat(scenarios.getLast().steps())
        .containsExactly(new Step.NothingElse(5, List.of("romeo/orchard")));
  }

  @Test
  void a_mistake_is_reported_with_its_line() {
    assertThatThrownBy(() ->
            ScenarioParser.parse(
                "x.scenario", "scenario A\nspec RFC 6121\nromeo/orchard receives\n"))
        .isInstanceOf(ScenarioSyntaxException.class)
        .hasMessage("x.scenario:3: which stanza?");
  }

  @Test
  void a_scenario_without_a_specification_is_refused() {
    assertThatThrownBy(() -> ScenarioParser.parse("x.scenario", "scenario A\n"))
        .hasMessageContaining("which specification does it check?");
  }
}
