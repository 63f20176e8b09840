package im.fenghuo.api.form;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.XmlParser;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataFormTest {

  private static final Element SUBMITTED =
      XmlParser.create()
          .parse(
              """
              <x xmlns='jabber:x:data' type='submit'>\
              <field var='FORM_TYPE' type='hidden'><value>urn:xmpp:mam:2</value></field>\
              <field var='with'><value>juliet@capulet.lit</value></field>\
              <field var='ids'><value>1</value><value>2</value></field>\
              <field var='start'/>\
              </x>\
              """);

  @Test
  void a_submission_is_read() {
    DataForm form = DataForm.of(SUBMITTED);
    assertThat(form.type()).isEqualTo(DataForm.Type.SUBMIT);
    assertThat(form.formType()).isEqualTo("urn:xmpp:mam:2");
    assertThat(form.names()).containsExactly("with", "ids", "start");
    assertThat(form.value("with")).isEqualTo("juliet@capulet.lit");
    assertThat(form.values("ids")).containsExactly("1", "2");
    assertThat(form.value("start")).isNull();
    assertThat(form.value("end")).isNull();
  }

  @Test
  void what_was_read_is_written_the_same() {
    assertThat(DataForm.of(SUBMITTED).toElement()).isEqualTo(SUBMITTED);
  }

  @Test
  void a_form_says_what_must_be_filled_in() {
    Element form =
        DataForm.form(
                "jabber:iq:register",
                List.of(Field.of("username", "text-single").labelled("Name").required()))
            .toElement();
    assertThat(form)
        .hasToString(
            "<x xmlns='jabber:x:data' type='form'>"
                + "<field var='FORM_TYPE' type='hidden'><value>jabber:iq:register</value></field>"
                + "<field var='username' type='text-single' label='Name'><required/></field></x>");
  }

  @Test
  void an_element_without_a_form_has_none() {
    assertThat(DataForm.in(Element.of("urn:xmpp:mam:2", "query").build())).isNull();
  }

  @Test
  void a_boolean_is_read() {
    DataForm form =
        new DataForm(
            DataForm.Type.SUBMIT,
            "",
            "",
            List.of(Field.of("sure", "", "1"), Field.of("x", "", "y")));
    assertThat(form.isTrue("sure")).isTrue();
    assertThat(form.isTrue("x")).isFalse();
    assertThat(form.isTrue("z")).isFalse();
  }
}
