package im.fenghuo.api.xml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OpenElementTest {

  private static OpenElement root(String document) throws IOException {
    return OpenElement.root(new ByteArrayInputStream(document.getBytes(UTF_8)));
  }

  private static OpenElement next(OpenElement parent) throws IOException {
    return Objects.requireNonNull(parent.next());
  }

  @Test
  void children_come_one_by_one_and_what_is_not_read_is_skipped() throws IOException {
    OpenElement root =
        root(
            """
            <?xml version='1.0'?><!-- a remark -->
            <a xmlns='urn:a' x='1'>
              <b><c><d/></c>text</b>
              <p:b xmlns:p='urn:p' p:y='2' xml:lang='en'>&lt;1&#x41;<![CDATA[<2>]]></p:b>
              <e/>
            </a>
            """);

    assertThat(root.tag().attribute("x")).isEqualTo("1");
    OpenElement first = next(root);
    assertThat(first.tag().is("urn:a", "b")).isTrue();
    assertThat(next(first).tag().name()).isEqualTo("c");
    Element second = next(root).whole();
    assertThat(second)
        .isEqualTo(
            Element.of("urn:p", "b")
                .attribute("urn:p", "y", "2")
                .lang("en")
                .text("<1A<2>")
                .build());
    assertThat(next(root).tag().name()).isEqualTo("e");
    assertThat(root.next()).isNull();
    assertThat(root.next()).isNull();
  }

  @Test
  void what_is_written_is_read_again() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ElementWriter out = new ElementWriter(bytes);
    Element inside = Element.of("urn:b", "b").text("1 < 2 & 3\n\"").child("c", "d").build();
    out.declaration();
    out.open("urn:a", "a", "name", "it's <\u706b>");
    out.open("urn:a", "same");
    out.write(inside);
    out.close();
    out.close();

    OpenElement root = root(bytes.toString(UTF_8));
    assertThat(root.tag().attribute("name")).isEqualTo("it's <\u706b>");
    OpenElement same = next(root);
    assertThat(same.tag().is("urn:a", "same")).isTrue();
    assertThat(next(same).whole()).isEqualTo(inside);
    assertThat(root.next()).isNull();
  }

  @Test
  void what_is_no_document_is_refused() {
    assertThatThrownBy(() -> root("")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> root("no document")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> root("<a><b></a>").whole()).isInstanceOf(IOException.class);
  }

  @Test
  void a_document_that_ends_too_early_is_not_taken_for_a_whole_one() throws IOException {
    OpenElement root = root("<a><b>1</b><b>2");

    assertThat(next(root).whole().text()).isEqualTo("1");
    OpenElement second = next(root);
    assertThatThrownBy(second::whole).isInstanceOf(IOException.class);
    OpenElement open = root("<a><b/>");
    assertThat(next(open).tag().name()).isEqualTo("b");
    assertThatThrownBy(open::next).isInstanceOf(IOException.class);
  }

  @Test
  void nothing_outside_of_the_document_is_read() throws IOException {
    OpenElement root =
        root("<!DOCTYPE a [<!ENTITY file SYSTEM 'file:///etc/hostname'>]><a>&file;</a>");

    assertThatThrownBy(root::whole).isInstanceOf(IOException.class).hasMessageContaining("file");
  }
}
