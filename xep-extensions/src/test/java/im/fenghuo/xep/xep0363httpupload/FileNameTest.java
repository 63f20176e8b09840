package im.fenghuo.xep.xep0363httpupload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {

  @ParameterizedTest
  @CsvSource({
    "très cool.jpg, très cool.jpg",
    "../../etc/passwd, passwd",
    "C:\\pictures\\moon.png, moon.png",
    "ends with /, file",
    ".., file",
    "' a\tb ', ab",
    "\u202Egpj.exe, gpj.exe"
  })
  void a_name_leads_nowhere_else_and_shows_what_it_is(String wanted, String name) {
    assertThat(FileName.of(wanted)).isEqualTo(name);
  }

  @Test
  void a_long_name_keeps_its_ending() {
    assertThat(FileName.of("a".repeat(500) + ".jpeg")).hasSize(120).endsWith("a.jpeg");
    assertThat(FileName.of("🌖".repeat(500) + ".jpeg"))
        .hasSizeBetween(118, 120)
        .endsWith("🌖.jpeg");
    assertThat(FileName.of("." + "a".repeat(500))).hasSize(120);
  }

  @ParameterizedTest
  @CsvSource({
    "très cool.jpg, tr%C3%A8s%20cool.jpg",
    "a-b_c~1.txt, a-b_c~1.txt",
    "%2E?#\", %252E%3F%23%22"
  })
  void all_but_unreserved_characters_are_percent_encoded(String name, String encoded) {
    assertThat(FileName.encoded(name)).isEqualTo(encoded);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/plain", "text/plain; charset=utf-8", "a/b;c=\"d e\"", "image/svg+xml"})
  void a_media_type_is_a_type_a_subtype_and_parameters(String type) {
    assertThat(MediaType.isValid(type)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text", "text/", "text/html\r\nX: y", "a/b, c/d", "a/b;", "a/b; c"})
  void nothing_else_is_a_media_type(String type) {
    assertThat(MediaType.isValid(type)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "image/jpeg, true",
    "Image/PNG, true",
    "text/plain; charset=utf-8, true",
    "audio/ogg;codecs=opus, true",
    "image/svg+xml, false",
    "text/html, false",
    "application/xhtml+xml, false",
    "application/pdf, false",
    "text/xml, false"
  })
  void only_what_cannot_act_is_shown_in_its_place(String type, boolean shown) {
    assertThat(MediaType.isShown(type)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain, TEXT/plain, true",
    "text/plain;charset=utf-8, text/plain; charset=\"UTF-8\", true",
    "text/plain, text/html, false",
    "text/plain, text/plain; charset=utf-8, false"
  })
  void types_are_compared_without_case_and_spaces(String one, String other, boolean same) {
    assertThat(MediaType.isSame(one, other)).isEqualTo(same);
  }
}
