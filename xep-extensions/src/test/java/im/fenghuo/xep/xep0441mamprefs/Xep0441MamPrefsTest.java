package im.fenghuo.xep.xep0441mamprefs;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Jid;
import im.fenghuo.api.Roster.Subscription;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.TestAccount;
import im.fenghuo.api.TestSession;
import im.fenghuo.storage.Schema;
import im.fenghuo.storage.TestDatabase;
import im.fenghuo.xep.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class Xep0441MamPrefsTest {

  private static final String PREFS =
      "<prefs xmlns='urn:xmpp:mam:2' default='always'><always/><never/></prefs>";

  @RegisterExtension
  static final TestDatabase DATABASE =
      TestDatabase.migrated(
          Schema.resources("xep0441", Xep0441MamPrefs.class, "schema/0001-archive-preference.sql"));

  private static final Jid ROMEO = Jid.parse("romeo@localhost/orchard");
  private static final Jid NURSE = Jid.parse("nurse@localhost/house");

  private static int accounts;

  private TestServer server;
  private TestAccount juliet;
  private TestSession balcony;

  @BeforeEach
  void connect() {
    server = new TestServer().install(new Xep0441MamPrefs(DATABASE.db()));
    juliet = new TestAccount("juliet@localhost", DATABASE.account("juliet" + accounts++));
    server.load(juliet);
    juliet.contact("romeo@localhost", Subscription.BOTH);
    balcony = juliet.connect("balcony");
  }

  private static String iq(String type, String prefs) {
    return "<iq xmlns='jabber:client' id='1' type='%s'>%s</iq>".formatted(type, prefs);
  }

  private String ask(String type, String prefs) {
    return server.ask(balcony, Target.ACCOUNT, iq(type, prefs)).toString();
  }

  private String wish(String fallback, String always, String never) {
    return ask(
        "set",
        "<prefs xmlns='urn:xmpp:mam:2' default='%s'><always>%s</always><never>%s</never></prefs>"
            .formatted(fallback, always, never));
  }

  private boolean isKept(Jid peer) throws StanzaException {
    return server.isKept(juliet, peer);
  }

  @Test
  void everything_is_archived_until_somebody_wishes_something_else() throws StanzaException {
    assertThat(ask("get", "<prefs xmlns='urn:xmpp:mam:2'/>")).contains(PREFS);
    assertThat(isKept(ROMEO)).isTrue();
    assertThat(isKept(NURSE)).isTrue();
  }

  @Test
  void what_is_wished_holds_and_is_said() throws StanzaException {
    String answer = wish("roster", "", "");
    assertThat(answer).contains("default='roster'");
    assertThat(isKept(ROMEO)).isTrue();
    assertThat(isKept(NURSE)).isFalse();
    assertThat(ask("get", "<prefs xmlns='urn:xmpp:mam:2'/>")).contains("default='roster'");
  }

  @Test
  void the_lists_come_before_the_default() throws StanzaException {
    wish("never", "<jid>nurse@localhost</jid>", "");
    assertThat(isKept(ROMEO)).isFalse();
    assertThat(isKept(NURSE)).isTrue();

    wish("always", "", "<jid>romeo@localhost/orchard</jid>");
    assertThat(isKept(ROMEO)).isFalse();
    assertThat(isKept(Jid.parse("romeo@localhost/garden"))).isTrue();
  }

  @Test
  void it_is_remembered() throws StanzaException {
    wish("never", "<jid>nurse@localhost</jid>", "<jid>romeo@localhost</jid>");
    server.load(juliet);
    assertThat(isKept(NURSE)).isTrue();
    assertThat(isKept(ROMEO)).isFalse();
    assertThat(ask("get", "<prefs xmlns='urn:xmpp:mam:2'/>"))
        .contains("<never><jid>romeo@localhost</jid></never>");
  }

  @Test
  void what_cannot_be_understood_changes_nothing() throws StanzaException {
    assertThat(wish("sometimes", "", "")).contains("<bad-request ");
    assertThat(wish("never", "<jid>@</jid>", "")).contains("<jid-malformed ");
    assertThat(isKept(ROMEO)).isTrue();
  }

  @Test
  void it_is_nobody_elses_business() {
    assertThat(server.askAs("romeo@localhost/a", juliet, iq("set", PREFS)).toString())
        .contains("<forbidden ");
  }
}
