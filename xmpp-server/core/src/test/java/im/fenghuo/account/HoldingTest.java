package im.fenghuo.account;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.xml.Element;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HoldingTest {

  private final List<String> sent = new ArrayList<>();

  /// What has a topic may wait.
  private final Holding holding =
      new Holding(stanza -> stanza.attribute("topic"), stanza -> sent.add(stanza.text()));

  @BeforeEach
  void holdBack() {
    holding.set(true);
  }

  private void send(String topic, String text) {
    holding.send(
        Element.of("jabber:client", "message").attribute("topic", topic).text(text).build());
  }

  @Test
  void what_may_wait_comes_in_order_before_what_may_not() {
    send("a", "1");
    send("b", "2");
    assertThat(sent).isEmpty();
    send(null, "3");
    assertThat(sent).containsExactly("1", "2", "3");
    send("a", "4");
    assertThat(sent).hasSize(3);
  }

  @Test
  void news_takes_the_place_of_what_is_out_of_date() {
    send("a", "1");
    send("b", "2");
    send("a", "3");
    holding.release();
    assertThat(sent).containsExactly("2", "3");
  }

  @Test
  void at_the_end_all_is_sent_and_nothing_waits_any_more() {
    send("a", "1");
    holding.set(false);
    send("b", "2");
    assertThat(sent).containsExactly("1", "2");
  }

  @Test
  void only_so_many_stanzas_wait() {
    for (int i = 0; i < Holding.MAX_STANZAS; i++) {
      send("topic " + i, "");
    }
    assertThat(sent).isEmpty();
    send("one more", "");
    assertThat(sent).hasSize(Holding.MAX_STANZAS + 1);
  }

  @Test
  void only_so_many_bytes_wait() {
    String half = "x".repeat(Holding.MAX_BYTES / 2);
    for (int i = 0; i < 10; i++) {
      send("the same", half);
    }
    assertThat(sent).isEmpty();
    send("another", half);
    assertThat(sent).hasSize(2);
  }

  @Test
  void a_rule_that_fails_holds_nothing_back() {
    Holding broken =
        new Holding(
            _ -> {
              throw new IllegalStateException("a bug");
            },
            stanza -> sent.add(stanza.text()));
    broken.set(true);
    broken.send(Element.of("jabber:client", "message").text("1").build());
    assertThat(sent).containsExactly("1");
  }
}
