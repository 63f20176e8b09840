package im.fenghuo.xep.xep0157contacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.fenghuo.api.Target;
import im.fenghuo.xep.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;

class Xep0157ContactsTest {

  private static ContactSettings abuse(String... addresses) {
    return new ContactSettings(
        List.of(addresses), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
  }

  @Test
  void contacts_are_a_form_of_the_server() {
    TestServer server =
        new TestServer()
            .install(
                new Xep0157Contacts(
                    abuse("mailto:abuse@shakespeare.lit", "xmpp:abuse@shakespeare.lit")));
    assertThat(server.forms(Target.SERVER))
        .singleElement()
        .hasToString(
            "<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'>"
                + "<value>http://jabber.org/network/serverinfo</value></field>"
                + "<field var='abuse-addresses' type='list-multi'>"
                + "<value>mailto:abuse@shakespeare.lit</value>"
                + "<value>xmpp:abuse@shakespeare.lit</value></field></x>");
  }

  @Test
  void without_contacts_there_is_no_form() {
    assertThat(new TestServer().install(new Xep0157Contacts(abuse())).forms(Target.SERVER))
        .isEmpty();
  }

  @Test
  void a_contact_is_a_uri() {
    assertThatThrownBy(() -> abuse("abuse@shakespeare.lit"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mailto:");
  }
}
