package im.fenghuo.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import im.fenghuo.roster.RosterLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocalGateTest {

  private static final Jid JULIET = Jid.parse("juliet@localhost");
  private static final String FAILING = "urn:example:failing";

  private final TestNode node =
      new TestNode(
          RosterLimits.DEFAULT,
          registry ->
              registry.install(on ->
                  on.bindFeature(
                      FAILING,
                      (_, _) -> {
                        throw new IllegalStateException("a bug");
                      })));

  @AfterEach
  void close() {
    node.close();
  }

  private boolean isThere() {
    try {
      String _ = node.core().gate().credentials(JULIET);
      return true;
    } catch (StanzaException e) {
      return false;
    }
  }

  private boolean isDurable() {
    AtomicBoolean durable = new AtomicBoolean();
    node.with("juliet@localhost", account -> durable.set(account.archive().isDurable()));
    return durable.get();
  }

  @Test
  void an_account_that_cannot_be_removed_is_still_there() throws InterruptedException {
    TestSession romeo = node.session("romeo@localhost/orchard");
    node.account("juliet@localhost");
    node.with("juliet@localhost", _ -> {}); // is loaded
    node.archive().fail(true);
    romeo.send("<message to='juliet@localhost' type='chat'><body>Hi</body></message>");
    while (isDurable()) {
      Thread.onSpinWait();
    }
    List<Exception> failures = new ArrayList<>();
    Thread removing =
        Thread.startVirtualThread(() -> {
          try {
            node.core().gate().remove(JULIET);
          } catch (StanzaException e) {
            failures.add(e);
          }
        });
    while (isThere()) {
      Thread.onSpinWait();
    }
    removing.interrupt(); // as when it has waited for too long
    removing.join();
    node.archive().fail(false);

    assertThat(failures).hasSize(1);
    assertThat(node.store().find(JULIET)).isNotNull();
    assertThat(isThere()).isTrue();
  }

  @Test
  void a_session_that_fails_while_it_begins_is_not_left_behind() {
    Jid romeo = node.account("romeo@localhost");
    AccountGate.Bind bind =
        new AccountGate.Bind("orchard", true, List.of(Element.of(FAILING, "x").build()));
    TestSession other = node.session("romeo@localhost/garden");

    assertThatThrownBy(() -> node.core().gate().attach(romeo, bind, other))
        .isInstanceOf(IllegalStateException.class);
    List<Jid> sessions = new ArrayList<>();
    node.with(
        "romeo@localhost",
        account -> account.clientSessions().forEach(each -> sessions.add(each.jid())));
    assertThat(sessions).containsExactly(other.jid());
  }
}
