package im.fenghuo.xep.xep0049iqprivate;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Target;
import im.fenghuo.api.TestAccount;
import im.fenghuo.api.TestSession;
import im.fenghuo.storage.Schema;
import im.fenghuo.storage.TestDatabase;
import im.fenghuo.xep.TestServer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class Xep0049IqPrivateTest {

  @RegisterExtension
  static final TestDatabase DATABASE =
      TestDatabase.migrated(
          Schema.resources("xep0049", Xep0049IqPrivate.class, "schema/0001-private-xml.sql"));

  private static final String PREFERENCES =
      "<exodus xmlns='exodus:prefs'><defaultnick>Hamlet</defaultnick></exodus>";

  private static int accounts;

  private TestServer server;
  private TestAccount hamlet;
  private TestSession denmark;

  @BeforeEach
  void connect() {
    server = new TestServer().install(new Xep0049IqPrivate(DATABASE.db(), List.of()));
    hamlet = new TestAccount("hamlet@localhost", DATABASE.account("hamlet" + accounts++));
    denmark = hamlet.connect("denmark");
  }

  private static String iq(String type, String content) {
    return "<iq xmlns='jabber:client' id='1' type='%s'><query xmlns='jabber:iq:private'>%s</query></iq>"
        .formatted(type, content);
  }

  private String set(String content) {
    return server.ask(denmark, Target.ACCOUNT, iq("set", content)).toString();
  }

  private String get(String content) {
    return server.ask(denmark, Target.ACCOUNT, iq("get", content)).toString();
  }

  @Test
  void what_was_stored_comes_back() {
    assertThat(set(PREFERENCES)).contains("type='result'");
    assertThat(get("<exodus xmlns='exodus:prefs'/>")).contains(PREFERENCES);
  }

  @Test
  void what_is_stored_again_is_replaced() {
    set(PREFERENCES + "<other xmlns='exodus:prefs'/>");
    set("<exodus xmlns='exodus:prefs'/>");
    assertThat(get("<exodus xmlns='exodus:prefs'/>")).doesNotContain("Hamlet");
  }

  @Test
  void where_nothing_is_stored_the_question_comes_back() {
    assertThat(get("<exodus xmlns='exodus:prefs'/>"))
        .contains("<query xmlns='jabber:iq:private'><exodus xmlns='exodus:prefs'/></query>");
  }

  @Test
  void a_request_names_what_it_wants() {
    assertThat(get("")).contains("<bad-request ");
    assertThat(get("<a xmlns='a'/><b xmlns='b'/>")).contains("<bad-request ");
    assertThat(set("")).contains("<not-acceptable ");
    assertThat(set("<exodus/>")).contains("<not-acceptable ");
  }

  @Test
  void it_is_private() {
    for (String type : new String[] {"get", "set"}) {
      assertThat(server.askAs("macbeth@localhost/heath", hamlet, iq(type, PREFERENCES)).toString())
          .contains("<forbidden ");
    }
  }

  @Test
  void an_account_keeps_a_bounded_number_of_elements() {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 201; i++) {
      many.append("<a xmlns='").append(i).append("'/>");
    }
    assertThat(set(many.toString())).contains("<resource-constraint ");
    assertThat(set(PREFERENCES)).contains("type='result'");
  }
}
