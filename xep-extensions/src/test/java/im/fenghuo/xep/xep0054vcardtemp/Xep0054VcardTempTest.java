package im.fenghuo.xep.xep0054vcardtemp;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Target;
import im.fenghuo.api.TestAccount;
import im.fenghuo.api.TestSession;
import im.fenghuo.storage.Schema;
import im.fenghuo.storage.TestDatabase;
import im.fenghuo.xep.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class Xep0054VcardTempTest {

  @RegisterExtension
  static final TestDatabase DATABASE =
      TestDatabase.migrated(
          Schema.resources("xep0054", Xep0054VcardTemp.class, "schema/0001-vcard.sql"));

  private static final String VCARD =
      "<vCard xmlns='vcard-temp'><FN>Peter Saint-Andre</FN></vCard>";
  private static final String GET =
      "<iq xmlns='jabber:client' id='v1' type='get'><vCard xmlns='vcard-temp'/></iq>";
  private static final String SET =
      "<iq xmlns='jabber:client' id='v2' type='set'>" + VCARD + "</iq>";

  private static int accounts;

  private TestServer server;
  private TestAccount stpeter;
  private TestSession roundabout;

  @BeforeEach
  void connect() {
    server = new TestServer().install(new Xep0054VcardTemp(DATABASE.db()));
    stpeter = new TestAccount("stpeter@localhost", DATABASE.account("stpeter" + accounts++));
    roundabout = stpeter.connect("roundabout");
  }

  @Test
  void everybody_sees_what_the_owner_has_published() {
    assertThat(server.ask(roundabout, Target.ACCOUNT, SET).isError()).isFalse();
    assertThat(server.ask(roundabout, Target.ACCOUNT, GET).toString()).contains(VCARD);
    assertThat(server.askAs("jer@localhost/a", stpeter, GET).toString()).contains(VCARD);
  }

  @Test
  void a_vcard_is_replaced_as_a_whole() {
    server.ask(roundabout, Target.ACCOUNT, SET);
    server.ask(roundabout, Target.ACCOUNT, SET.replace("FN", "NICKNAME"));
    assertThat(server.ask(roundabout, Target.ACCOUNT, GET).toString()).doesNotContain("FN");
  }

  @Test
  void without_a_vcard_the_owner_learns_so() {
    assertThat(server.ask(roundabout, Target.ACCOUNT, GET).toString()).contains("<item-not-found ");
  }

  @Test
  void without_a_vcard_others_get_what_nobodys_account_answers() {
    assertThat(server.askAs("jer@localhost/a", stpeter, GET).toString())
        .contains("<service-unavailable ");
  }

  @Test
  void only_the_owner_changes_it() {
    assertThat(server.askAs("jer@localhost/a", stpeter, SET).toString()).contains("<forbidden ");
  }
}
