package im.fenghuo.xep.xep0115caps;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.DiscoInfo;
import im.fenghuo.api.Registrar.Identity;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.form.Field;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.XmlParser;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapsHashTest {

  @Test
  void the_simple_example_of_the_document() {
    DiscoInfo info =
        new DiscoInfo(
            List.of(new Identity("client", "pc", "Exodus 0.9.1")),
            List.of(
                "http://jabber.org/protocol/muc",
                "http://jabber.org/protocol/disco#info",
                "http://jabber.org/protocol/disco#items",
                "http://jabber.org/protocol/caps"),
            List.of());
    assertThat(CapsHash.sha1(info.toElement(null))).isEqualTo("QgayPKawpkPSDYmwT/WM94uAlu0=");
  }

  @Test
  void forms_count_by_type_field_and_value() {
    DataForm form =
        DataForm.result(
            "urn:xmpp:dataforms:softwareinfo",
            List.of(
                Field.result("os", List.of("Mac")),
                Field.result("ip_version", List.of("ipv6", "ipv4"))));
    DiscoInfo info =
        new DiscoInfo(
            List.of(new Identity("client", "pc", "")),
            List.of("b", "a"),
            List.of(form.toElement()));
    assertThat(CapsHash.text(info.toElement(null)))
        .isEqualTo("client/pc//<a<b<urn:xmpp:dataforms:softwareinfo<ip_version<ipv4<ipv6<os<Mac<");
  }

  @Test
  void the_complex_example_of_the_document() {
    Element info =
        XmlParser.create()
            .parse(
                """
                <query xmlns='http://jabber.org/protocol/disco#info'
                  ><identity xml:lang='en' category='client' name='Psi 0.11' type='pc'
                  /><identity xml:lang='el' category='client' name='\u03a8 0.11' type='pc'
                  /><feature var='http://jabber.org/protocol/caps'
                  /><feature var='http://jabber.org/protocol/disco#info'
                  /><feature var='http://jabber.org/protocol/disco#items'
                  /><feature var='http://jabber.org/protocol/muc'
                  /><x xmlns='jabber:x:data' type='result'
                  ><field var='FORM_TYPE' type='hidden'
                  ><value>urn:xmpp:dataforms:softwareinfo</value></field
                  ><field var='ip_version' type='text-multi'
                  ><value>ipv4</value><value>ipv6</value></field
                  ><field var='os'><value>Mac</value></field
                  ><field var='os_version'><value>10.5.1</value></field
                  ><field var='software'><value>Psi</value></field
                  ><field var='software_version'><value>0.11</value></field></x></query>
                """
                    .strip());
    assertThat(CapsHash.of(info, "sha-1")).isEqualTo("q07IKJEyjvHSyhy//CH0CxmKi8w=");
    assertThat(CapsHash.isIllFormed(info)).isFalse();
    assertThat(CapsHash.of(info, "rot-13")).isNull();
  }
}
