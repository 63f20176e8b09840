package im.fenghuo.command;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.form.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FormCheckTest {

  private static final DataForm WANTED =
      DataForm.form(
          "urn:f",
          List.of(
              Field.of("who", "jid-single").required(),
              Field.of("others", "jid-multi"),
              Field.of("sure", "boolean"),
              Field.choice("how", "fast", List.of("fast", "slow"))));

  private static @Nullable String problem(Field... fields) {
    return FormCheck.problem(WANTED, new DataForm(DataForm.Type.SUBMIT, "", "", List.of(fields)));
  }

  @Test
  void a_submission_is_compared_with_the_form() {
    Field who = Field.of("who", "", "juliet@localhost");
    assertThat(problem(who)).isNull();
    assertThat(problem(who, Field.of("unasked", "", "x"))).isNull();
    assertThat(problem(who, Field.of("FORM_TYPE", "", "urn:f"))).isNull();
    assertThat(problem(who, Field.of("FORM_TYPE", "", "urn:g"))).contains("another form");
    assertThat(problem()).isEqualTo("who: is required");
    assertThat(problem(Field.of("who", "", ""))).isEqualTo("who: is required");
    assertThat(problem(Field.of("who", "", "@"))).startsWith("who: is not a JID");
    assertThat(problem(Field.of("who", "", "a@b", "c@d"))).isEqualTo("who: has one value at most");
    assertThat(problem(who, Field.of("others", "", "a@b", "@"))).startsWith("others: is not a JID");
    assertThat(problem(who, Field.of("sure", "", "yes"))).isEqualTo("sure: is true or false");
    assertThat(problem(who, Field.of("how", "", "slow"))).isNull();
    assertThat(problem(who, Field.of("how", "", "well"))).isEqualTo("how: is no option: well");
  }
}
