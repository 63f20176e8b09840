package im.fenghuo.xep.xep0115caps;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.DiscoInfo;
import im.fenghuo.api.Registrar.Identity;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.form.Field;
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
    assertThat(CapsHash.sha1(info)).isEqualTo("QgayPKawpkPSDYmwT/WM94uAlu0=");
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
    assertThat(CapsHash.text(info))
        .isEqualTo("client/pc//<a<b<urn:xmpp:dataforms:softwareinfo<ip_version<ipv4<ipv6<os<Mac<");
  }
}
