package im.fenghuo.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.fenghuo.api.StanzaException;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.form.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeConfigTest {

  private static DataForm form(String... namesAndValues) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.add(Field.of("pubsub#" + namesAndValues[i], "", namesAndValues[i + 1]));
    }
    return new DataForm(DataForm.Type.SUBMIT, "", "", fields);
  }

  @Test
  void what_is_stored_is_read_again() throws Exception {
    NodeConfig config =
        NodeConfig.PERSONAL.with(
            form("title", "Tunes", "max_items", "max", "persist_items", "false"), true);
    assertThat(NodeConfig.of(config.toBytes())).isEqualTo(config);
    assertThat(config.accessModel()).isEqualTo("presence");
    assertThat(config.is(ConfigField.PERSIST_ITEMS)).isFalse();
    assertThat(config.number(ConfigField.MAX_ITEMS, 50)).isEqualTo(50);
    assertThat(NodeConfig.of(NodeConfig.USUAL.toBytes())).isEqualTo(NodeConfig.USUAL);
  }

  @Test
  void preconditions_are_met_however_they_are_written() {
    NodeConfig config = NodeConfig.ofPrivateData();
    assertThat(
            config.meets(
                form(
                    "persist_items", "true",
                    "access_model", "whitelist",
                    "max_items", "max",
                    "send_last_published_item", "never"),
                true))
        .isTrue();
    assertThat(config.meets(form("persist_items", "1"), true)).isTrue();
    assertThat(config.meets(form("access_model", "open"), true)).isFalse();
    assertThat(config.meets(form("max_items", "10"), true)).isFalse();
    assertThat(config.meets(form("nobody_knows", "1"), true)).isFalse();
  }

  @Test
  void what_makes_no_sense_is_refused() {
    for (String[] wrong :
        new String[][] {
          {"max_items", "many"},
          {"persist_items", "perhaps"},
          {"access_model", "presence"}, // in a service nobody's presence is known
          {"contact", "a@"},
          {"node_type", "collection"}
        }) {
      assertThatThrownBy(() -> NodeConfig.USUAL.with(form(wrong), false))
          .as(wrong[0])
          .isInstanceOf(StanzaException.class);
    }
  }

  @Test
  void a_field_without_value_means_what_is_usual() throws Exception {
    assertThat(
            NodeConfig.USUAL
                .with(form("title", "A", "max_items", "3"), false)
                .with(form("title", "", "max_items", ""), false))
        .isEqualTo(NodeConfig.USUAL);
  }
}
