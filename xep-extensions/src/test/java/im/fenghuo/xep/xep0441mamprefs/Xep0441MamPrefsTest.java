package im.fenghuo.xep.xep0441mamprefs;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Target;
import im.fenghuo.api.TestAccount;
import im.fenghuo.api.TestSession;
import im.fenghuo.xep.TestServer;
import org.junit.jupiter.api.Test;

class Xep0441MamPrefsTest {

  private static final String PREFS =
      "<prefs xmlns='urn:xmpp:mam:2' default='always'><always/><never/></prefs>";

  private final TestServer server = new TestServer().install(new Xep0441MamPrefs());
  private final TestAccount juliet = new TestAccount("juliet@localhost", 1);
  private final TestSession balcony = juliet.connect("balcony");

  private static String iq(String type, String prefs) {
    return "<iq xmlns='jabber:client' id='1' type='%s'>%s</iq>".formatted(type, prefs);
  }

  private String ask(String type, String prefs) {
    return server.ask(balcony, Target.ACCOUNT, iq(type, prefs)).toString();
  }

  @Test
  void everything_is_archived() {
    assertThat(ask("get", "<prefs xmlns='urn:xmpp:mam:2'/>")).contains(PREFS);
    assertThat(ask("set", PREFS)).contains(PREFS);
  }

  @Test
  void nothing_else_can_be_had() {
    assertThat(ask("set", PREFS.replace("'always'", "'roster'"))).contains("<not-allowed ");
    assertThat(ask("set", PREFS.replace("<never/>", "<never><jid>a@b</jid></never>")))
        .contains("<not-allowed ");
  }

  @Test
  void it_is_nobody_elses_business() {
    assertThat(server.askAs("romeo@localhost/a", juliet, iq("set", PREFS)).toString())
        .contains("<forbidden ");
  }
}
