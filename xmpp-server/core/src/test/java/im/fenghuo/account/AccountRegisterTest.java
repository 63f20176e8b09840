package im.fenghuo.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.fenghuo.api.Accounts;
import im.fenghuo.api.Condition;
import im.fenghuo.api.Iq;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.Xep;
import im.fenghuo.api.xml.StreamErrorCondition;
import im.fenghuo.roster.RosterLimits;
import im.fenghuo.sasl.InMemoryTokenStore;
import im.fenghuo.sasl.ScramCredentials;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccountRegisterTest {

  private static final Jid ROMEO = Jid.parse("romeo@localhost");

  private Accounts accounts;
  private final TestNode node =
      new TestNode(RosterLimits.DEFAULT, registry -> registry.install(new Removal()));

  AccountRegisterTest() {
    AccountRegister register =
        new AccountRegister(Set.of("localhost"), node.store(), new InMemoryTokenStore(), 4096);
    register.to(new LocalGate(node.core().accounts()), node.core().online());
    accounts = register;
  }

  /// An extension by which an account removes itself.
  private final class Removal implements Xep {
    @Override
    public Document document() {
      return new Document(77, "removal", "1");
    }

    @Override
    public void install(Registrar on) {
      on.iq(
          Iq.Type.SET,
          Target.ACCOUNT,
          "test",
          "remove",
          request -> {
            accounts.remove(request.session());
            return null;
          });
    }
  }

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void an_account_is_made_once() throws StanzaException {
    Jid bill = Jid.parse("bill@localhost");
    accounts.create(bill, "Calliope");
    assertThat(accounts.exists(bill)).isTrue();
    assertThatThrownBy(() -> accounts.create(bill, "Calliope"))
        .isInstanceOfSatisfying(
            StanzaException.class, e -> assertThat(e.condition()).isEqualTo(Condition.CONFLICT));
  }

  @Test
  void who_removes_the_account_is_told_before_the_stream_ends() {
    TestSession globe = node.session("bill@localhost/globe").available();
    TestSession other = node.session("bill@localhost/other").available();
    node.settle();
    globe.lines();
    globe.send("<iq type='set' id='unreg1'><remove xmlns='test'/></iq>");
    node.settle();
    assertThat(globe.lines()).contains("iq result unreg1");
    assertThat(node.store().find(Jid.parse("bill@localhost"))).isNull();
    assertThat(globe.error().condition()).isEqualTo(StreamErrorCondition.NOT_AUTHORIZED);
    assertThat(other.error()).isNotNull();
  }

  @Test
  void a_new_password_counts_in_memory_too() throws Exception {
    accounts.create(ROMEO, "secret");
    node.session("romeo@localhost/garden");
    accounts.changePassword(ROMEO, "better");
    node.settle();

    ScramCredentials credentials = ScramCredentials.ofText(node.core().gate().credentials(ROMEO));
    assertThat(credentials.isPassword("better")).isTrue();
    assertThat(credentials.isPassword("secret")).isFalse();
  }

  @Test
  void a_removed_account_leaves_nothing_and_nobody_in_the_dark() throws StanzaException {
    TestSession juliet = node.session("juliet@localhost/balcony").interested().available();
    TestSession romeo = node.session("romeo@localhost/garden").available();
    romeo.send("<presence to='juliet@localhost' type='subscribe'/>");
    juliet.received();
    juliet.send(
        "<presence to='romeo@localhost' type='subscribed'/>",
        "<presence to='romeo@localhost' type='subscribe'/>");
    node.settle();
    romeo.send("<presence to='juliet@localhost' type='subscribed'/>");
    romeo.send("<message to='juliet@localhost'><body>Hi</body></message>");
    romeo.received();
    juliet.received();
    long id = Objects.requireNonNull(node.store().find(ROMEO)).id();

    accounts.remove(ROMEO);

    assertThat(Objects.requireNonNull(romeo.error()).condition())
        .isEqualTo(StreamErrorCondition.NOT_AUTHORIZED);
    assertThat(juliet.lines())
        .containsExactly(
            "presence unavailable from romeo@localhost/garden",
            "presence unsubscribe from romeo@localhost",
            "push romeo@localhost to",
            "presence unsubscribed from romeo@localhost",
            "push romeo@localhost none");
    assertThat(accounts.exists(ROMEO)).isFalse();
    assertThat(node.archive().entries(id)).isEmpty();
    assertThatThrownBy(() -> accounts.remove(ROMEO)).isInstanceOf(StanzaException.class);

    accounts.create(ROMEO, "again");
    TestSession back = node.session("romeo@localhost/garden").interested();
    assertThat(back.send("<presence/>").lines())
        .containsExactly("presence from romeo@localhost/garden");
  }

  @Test
  void the_time_of_leaving_is_known_when_nobody_is_there() throws StanzaException {
    accounts.create(ROMEO, "secret");
    assertThat(accounts.lastOnline(ROMEO)).isNull();
    TestSession romeo = node.session("romeo@localhost/garden");
    assertThat(accounts.lastOnline(ROMEO)).isNull();
    romeo.leave();

    assertThat(accounts.lastOnline(ROMEO)).isEqualTo(TestNode.NOW);
    node.core().close(Duration.ofSeconds(10));
    assertThat(node.store().lastOnline(ROMEO)).isEqualTo(TestNode.NOW);
    assertThat(accounts.lastOnline(Jid.parse("nobody@localhost"))).isNull();
  }
}
