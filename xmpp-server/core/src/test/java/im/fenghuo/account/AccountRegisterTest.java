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
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccountRegisterTest {

  private Accounts accounts;
  private final TestNode node =
      new TestNode(RosterLimits.DEFAULT, registry -> registry.install(new Removal()));

  AccountRegisterTest() {
    AccountRegister register =
        new AccountRegister(Set.of("localhost"), node.store(), new InMemoryTokenStore(), 4096);
    register.to(node.core().accounts());
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
}
