package im.fenghuo.xep.xep0077iqregister;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Accounts;
import im.fenghuo.api.Condition;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Registrar.Stage;
import im.fenghuo.api.Roster;
import im.fenghuo.api.Services;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.TestAccount;
import im.fenghuo.xep.TestServer;
import im.fenghuo.xep.xep0077iqregister.RegisterSettings.Mode;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Xep0077IqRegisterTest {

  private final Map<String, String> accounts = new LinkedHashMap<>();
  private final TestAccount bill = new TestAccount("bill@localhost", 1);

  private final class Register implements Accounts {
    @Override
    public boolean exists(Jid bareJid) {
      return accounts.containsKey(bareJid.toString());
    }

    @Override
    public void create(Jid bareJid, String password) throws StanzaException {
      if (accounts.putIfAbsent(bareJid.toString(), password) != null) {
        throw new StanzaException(Condition.CONFLICT, "taken");
      }
    }

    @Override
    public void changePassword(Jid bareJid, String password) {
      accounts.put(bareJid.toString(), password);
    }

    @Override
    public void remove(Jid bareJid) {
      accounts.remove(bareJid.toString());
    }

    @Override
    public long count(String domain) {
      return accounts.size();
    }

    @Override
    public List<Jid> page(String domain, Jid after, int limit) {
      return accounts.keySet().stream().map(Jid::parse).limit(limit).toList();
    }

    @Override
    public Roster roster(Jid bareJid) throws StanzaException {
      throw new StanzaException(Condition.ITEM_NOT_FOUND, "");
    }

    @Override
    public Instant lastOnline(Jid bareJid) {
      return null;
    }
  }

  private TestServer server(Mode mode) {
    Services services =
        new Services(null, null, null, new Register(), null, Clock.systemUTC(), _ -> {});
    return new TestServer().install(new Xep0077IqRegister(services, new RegisterSettings(mode, 2)));
  }

  private static String iq(String type, String content) {
    return "<iq xmlns='jabber:client' id='1' type='%s'><query xmlns='jabber:iq:register'>%s</query></iq>"
        .formatted(type, content);
  }

  private static String account(String username, String password) {
    return iq(
        "set", "<username>%s</username><password>%s</password>".formatted(username, password));
  }

  @Test
  void a_client_is_told_what_to_fill_in() {
    TestServer server = server(Mode.OPEN);
    assertThat(server.streamFeatures(Stage.BEFORE_AUTHENTICATION))
        .singleElement()
        .hasToString("<register xmlns='http://jabber.org/features/iq-register'/>");
    assertThat(server.ask(Target.STREAM, iq("get", "")).toString())
        .contains("<instructions>", "<username/><password/>", "<x xmlns='jabber:x:data'");
  }

  @Test
  void an_account_is_made_by_fields_or_by_form() {
    TestServer server = server(Mode.OPEN);
    assertThat(server.ask(Target.STREAM, account("bill", "Calliope")).isError()).isFalse();
    String form =
        """
        <x xmlns='jabber:x:data' type='submit'>
          <field var='FORM_TYPE'><value>jabber:iq:register</value></field>
          <field var='username'><value>Juliet</value></field>
          <field var='password'><value>R0m30</value></field>
        </x>\
        """;
    assertThat(server.ask(Target.STREAM, iq("set", form)).isError()).isFalse();
    assertThat(accounts)
        .containsExactly(
            Map.entry("bill@localhost", "Calliope"), Map.entry("juliet@localhost", "R0m30"));
  }

  @Test
  void an_account_that_cannot_be_made_is_refused() {
    TestServer server = server(Mode.OPEN);
    server.ask(Target.STREAM, account("bill", "Calliope"));
    assertThat(server.ask(Target.STREAM, account("bill", "m1cro$oft")).toString())
        .contains("<conflict ");
    for (String incomplete :
        new String[] {account("", "a"), account("b", ""), account("b@c", "a"), iq("set", "")}) {
      assertThat(server.ask(Target.STREAM, incomplete).toString())
          .as(incomplete)
          .contains("<not-acceptable ");
    }
    assertThat(server.ask(Target.STREAM, iq("set", "<remove/>")).toString())
        .contains("<unexpected-request ");
    assertThat(accounts).containsOnlyKeys("bill@localhost");
  }

  @Test
  void a_network_address_that_tries_too_often_has_to_wait() {
    TestServer server = server(Mode.LIMITED);
    server.ask(Target.STREAM, account("a", "a"));
    server.ask(Target.STREAM, account("b", "b"));
    assertThat(server.ask(Target.STREAM, account("c", "c")).toString())
        .contains("<error type='wait'><not-acceptable ");
    assertThat(accounts).containsOnlyKeys("a@localhost", "b@localhost");
  }

  @Test
  void where_it_is_off_it_is_not_offered_and_refused() {
    TestServer server = server(Mode.OFF);
    assertThat(server.streamFeatures(Stage.BEFORE_AUTHENTICATION)).isEmpty();
    assertThat(server.ask(Target.STREAM, iq("get", "")).toString())
        .contains("<service-unavailable ");
    assertThat(server.ask(Target.STREAM, account("bill", "Calliope")).toString())
        .contains("<service-unavailable ");
    assertThat(accounts).isEmpty();
  }

  @Test
  void who_is_registered_is_told_so() {
    assertThat(server(Mode.OFF).ask(bill.connect("globe"), Target.SERVER, iq("get", "")).payload())
        .hasToString(
            "<query xmlns='jabber:iq:register'><registered/><username>bill</username>"
                + "<password/></query>");
  }

  @Test
  void the_owner_changes_the_password() {
    TestServer server = server(Mode.OFF);
    var globe = bill.connect("globe");
    assertThat(server.ask(globe, Target.SERVER, account("bill", "newpass")).isError()).isFalse();
    assertThat(accounts).containsEntry("bill@localhost", "newpass");
    assertThat(server.ask(globe, Target.SERVER, account("bill", "")).toString())
        .contains("<bad-request ");
    assertThat(server.ask(globe, Target.SERVER, account("juliet", "a")).toString())
        .contains("<not-allowed ");
    assertThat(accounts).containsExactly(Map.entry("bill@localhost", "newpass"));
  }

  @Test
  void the_owner_removes_the_account() {
    TestServer server = server(Mode.OFF);
    accounts.put("bill@localhost", "Calliope");
    var globe = bill.connect("globe");
    assertThat(server.ask(globe, Target.ACCOUNT, iq("set", "<remove/><a/>")).toString())
        .contains("<bad-request ");
    assertThat(server.askAs("juliet@localhost/a", bill, iq("set", "<remove/>")).toString())
        .contains("<forbidden ");
    assertThat(accounts).isNotEmpty();
    assertThat(server.ask(globe, Target.ACCOUNT, iq("set", "<remove/>")).isError()).isFalse();
    assertThat(accounts).isEmpty();
  }
}
