package im.fenghuo.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StanzaTest {

  private final Stanza stanza =
      stanza("<message to='a@b' note=\"id='9'\" id='1'><body id='2'>hi</body><empty/></message>");

  @Test
  void attributes_are_those_of_the_start_tag_and_not_text_that_looks_like_them() {
    assertThat(stanza.attribute("id")).contains("1");
    assertThat(stanza.attribute("note")).contains("id='9'");
    assertThat(stanza.attribute("from")).isEmpty();
    assertThat(stanza.attributeIs("to", "a@b")).isTrue();
    assertThat(stanza.attributeIs("to", "a@")).isFalse();
  }

  @Test
  void the_name_must_match_whole() {
    assertThat(stanza.is("message")).isTrue();
    assertThat(stanza.is("mess")).isFalse();
    assertThat(stanza("<a/>").is("a")).isTrue();
  }

  @Test
  void the_text_of_a_child_is_found_and_an_empty_one_has_none() {
    assertThat(stanza.textOf("body")).isEqualTo("hi");
    assertThat(stanza.textOf("empty")).isEmpty();
    assertThat(stanza.textOf("missing")).isEmpty();
  }

  @Test
  void what_lies_beyond_the_stanza_is_not_found() {
    byte[] bytes = "<a>1</a><b>2</b>".getBytes(UTF_8);
    Stanza first = new Stanza(bytes, 0, 8);

    assertThat(first.contains("<b>")).isFalse();
    assertThat(first.contains("</a>")).isTrue();
  }

  private static Stanza stanza(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return new Stanza(bytes, 0, bytes.length);
  }
}
