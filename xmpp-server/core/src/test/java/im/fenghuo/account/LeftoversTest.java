package im.fenghuo.account;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Jid;
import im.fenghuo.sasl.Credentials;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeftoversTest {

  private static final Jid GONE = Jid.parse("gone@localhost");
  private static final Jid HERE = Jid.parse("here@localhost");
  private static final Jid JULIET = Jid.parse("juliet@localhost");

  private final TestNode node = new TestNode();

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void an_anonymous_account_is_removed_when_its_client_has_not_come_back() throws Exception {
    node.store().create(GONE, Credentials.ANONYMOUS);
    node.store().create(HERE, Credentials.ANONYMOUS);
    node.store().create(JULIET, "keys");
    TestSession here = node.session("here@localhost/tab").available();

    Leftovers.sweep(node.core().accounts().node(), node.core().gate(), Duration.ZERO);
    while (node.store().loads(GONE) == 0) {
      Thread.sleep(10);
    }
    node.settle();
    assertThat(node.store().exists(GONE)).as("while its client may still come").isTrue();

    node.pass(Duration.ofMinutes(11));
    while (node.store().exists(GONE)) {
      Thread.sleep(10);
    }
    assertThat(node.store().exists(HERE)).isTrue();
    assertThat(node.store().exists(JULIET)).isTrue();

    here.leave();
    node.settle();
    assertThat(node.store().exists(HERE)).isFalse();
  }
}
