package im.fenghuo.xep.xep0012iqlast;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Accounts;
import im.fenghuo.api.Iq;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Phase;
import im.fenghuo.api.Roster;
import im.fenghuo.api.Roster.Subscription;
import im.fenghuo.api.Services;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.TestAccount;
import im.fenghuo.api.TestRoute;
import im.fenghuo.api.Verdict;
import im.fenghuo.api.xml.XmlParser;
import im.fenghuo.xep.TestServer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class Xep0012IqLastTest {

  private static final Instant NOW = Instant.EPOCH.plusSeconds(123456);
  private static final String LAST =
      "<iq xmlns='jabber:client' id='1' type='get'><query xmlns='jabber:iq:last'/></iq>";

  private Instant lastOnline = NOW.minusSeconds(903);
  private final TestServer server = new TestServer();
  private final TestAccount juliet =
      new TestAccount("juliet@localhost", 1).contact("romeo@localhost", Subscription.FROM);

  Xep0012IqLastTest() {
    server.install(
        new Xep0012IqLast(
            new Services(
                null,
                null,
                null,
                new LastOnline(),
                server.directory(),
                Clock.fixed(NOW, ZoneOffset.UTC),
                _ -> {})));
  }

  private final class LastOnline implements Accounts {
    @Override
    public boolean exists(Jid bareJid) {
      return true;
    }

    @Override
    public void create(Jid bareJid, String password) {}

    @Override
    public void changePassword(Jid bareJid, String password) {}

    @Override
    public void remove(Jid bareJid) {}

    @Override
    public long count(String domain) {
      return 1;
    }

    @Override
    public List<Jid> page(String domain, Jid after, int limit) {
      return List.of(juliet.jid());
    }

    @Override
    public Roster roster(Jid bareJid) {
      return juliet.roster();
    }

    @Override
    public Instant lastOnline(Jid bareJid) {
      return lastOnline;
    }
  }

  private String ask(String from) {
    return server.askAs(from, juliet, LAST).toString();
  }

  @Test
  void the_server_tells_how_long_it_is_up() {
    assertThat(server.ask(juliet.connect("balcony"), Target.SERVER, LAST).toString())
        .contains("seconds='123456'");
  }

  @Test
  void a_subscriber_learns_when_the_account_was_online() {
    assertThat(ask("romeo@localhost/orchard")).contains("seconds='903'");
    juliet.connect("balcony");
    assertThat(ask("romeo@localhost/orchard")).contains("seconds='0'");
  }

  @Test
  void an_account_that_was_never_online_has_no_last_activity() {
    lastOnline = null;
    assertThat(ask("romeo@localhost/orchard")).contains("<item-not-found ");
  }

  @Test
  void nobody_else_learns_anything() {
    assertThat(ask("tybalt@localhost/street")).contains("<forbidden ");
  }

  @Test
  void nobody_else_reaches_a_resource() throws StanzaException {
    assertThat(toResource("tybalt@localhost/street")).isInstanceOf(Verdict.Bounce.class);
    assertThat(toResource("romeo@localhost/orchard")).isInstanceOf(Verdict.Pass.class);
    assertThat(toResource("juliet@localhost/chamber")).isInstanceOf(Verdict.Pass.class);
  }

  private Verdict<Iq> toResource(String from) throws StanzaException {
    Iq iq =
        Iq.of(XmlParser.create().parse(LAST))
            .withAddresses(Jid.parse(from), Jid.parse("juliet@localhost/balcony"));
    return server.received(Phase.CHECK, iq, TestRoute.received(juliet, null));
  }
}
