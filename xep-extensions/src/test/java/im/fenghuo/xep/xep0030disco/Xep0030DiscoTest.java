package im.fenghuo.xep.xep0030disco;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.DiscoInfo;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.NodeHandler;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Roster.Subscription;
import im.fenghuo.api.Target;
import im.fenghuo.api.TestAccount;
import im.fenghuo.api.TestSession;
import im.fenghuo.api.xml.Element;
import im.fenghuo.xep.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;

class Xep0030DiscoTest {

  private static final String INFO = query("http://jabber.org/protocol/disco#info", "");
  private static final String ITEMS = query("http://jabber.org/protocol/disco#items", "");

  private final TestServer server = new TestServer();
  private final TestAccount juliet =
      new TestAccount("juliet@localhost", 1).contact("romeo@localhost", Subscription.FROM);
  private final TestSession balcony = juliet.connect("balcony").available();

  Xep0030DiscoTest() {
    server.install(new Xep0030Disco(server.directory()));
    juliet.connect("chamber"); // connected, not available
  }

  private static String query(String namespace, String attributes) {
    return "<iq xmlns='jabber:client' id='1' type='get'><query xmlns='%s'%s/></iq>"
        .formatted(namespace, attributes);
  }

  @Test
  void the_server_says_what_it_is_and_what_was_registered() {
    server.register(on -> on.feature(Target.SERVER, "urn:xmpp:ping"));
    assertThat(server.ask(balcony, Target.SERVER, INFO).payload())
        .hasToString(
            "<query xmlns='http://jabber.org/protocol/disco#info'>"
                + "<identity category='server' type='im' name='Fenghuo'/>"
                + "<feature var='http://jabber.org/protocol/disco#info'/>"
                + "<feature var='http://jabber.org/protocol/disco#items'/>"
                + "<feature var='urn:xmpp:ping'/></query>");
    assertThat(server.ask(balcony, Target.SERVER, ITEMS).payload().children()).isEmpty();
  }

  @Test
  void an_account_shows_itself_to_subscribers() {
    assertThat(server.askAs("romeo@localhost/orchard", juliet, INFO).toString())
        .contains("<identity category='account' type='registered'/>");
    assertThat(server.askAs("romeo@localhost/orchard", juliet, ITEMS).payload())
        .hasToString(
            "<query xmlns='http://jabber.org/protocol/disco#items'>"
                + "<item jid='juliet@localhost/balcony'/></query>");
  }

  @Test
  void an_account_looks_to_strangers_as_if_it_did_not_exist() {
    assertThat(server.askAs("tybalt@localhost/street", juliet, INFO).toString())
        .contains("<service-unavailable ");
    assertThat(server.askAs("tybalt@localhost/street", juliet, ITEMS).payload().children())
        .isEmpty();
    assertThat(server.ask(Target.NOBODY, INFO).toString()).contains("<service-unavailable ");
    assertThat(server.ask(Target.NOBODY, ITEMS).payload().children()).isEmpty();
  }

  @Test
  void a_node_is_answered_by_whoever_knows_it_and_mirrored() {
    server.register(on ->
        on.nodes(
            Target.SERVER,
            (_, node) ->
                node.equals("known")
                    ? new DiscoInfo(
                        List.of(new Registrar.Identity("automation", "command-list", "")),
                        List.of(),
                        List.of())
                    : null));
    String info = query("http://jabber.org/protocol/disco#info", " node='known'");
    assertThat(server.ask(balcony, Target.SERVER, info).payload())
        .hasToString(
            "<query xmlns='http://jabber.org/protocol/disco#info' node='known'>"
                + "<identity category='automation' type='command-list'/></query>");
    String items = query("http://jabber.org/protocol/disco#items", " node='known'");
    assertThat(server.ask(balcony, Target.SERVER, items).payload())
        .hasToString("<query xmlns='http://jabber.org/protocol/disco#items' node='known'/>");
  }

  @Test
  void a_node_that_nobody_knows_is_not_found() {
    for (Target target : new Target[] {Target.SERVER, Target.ACCOUNT}) {
      for (String kind : new String[] {"info", "items"}) {
        String request = query("http://jabber.org/protocol/disco#" + kind, " node='unknown'");
        assertThat(server.ask(balcony, target, request).toString()).contains("<item-not-found ");
      }
    }
  }

  @Test
  void a_service_is_an_item_of_the_server_and_says_what_it_is() {
    Target service = Target.service("pubsub");
    NodeHandler nodes =
        new NodeHandler() {
          @Override
          public DiscoInfo info(IqRequest request, String node) {
            return null;
          }

          @Override
          public List<Element> items(IqRequest request) {
            return List.of(Element.of("http://jabber.org/protocol/disco#items", "item").build());
          }
        };
    server.register(on -> {
      on.identity(service, new Registrar.Identity("pubsub", "service", "Publish-Subscribe"));
      on.feature(service, "http://jabber.org/protocol/pubsub");
      on.nodes(service, nodes);
    });
    assertThat(server.ask(balcony, Target.SERVER, ITEMS).payload())
        .hasToString(
            "<query xmlns='http://jabber.org/protocol/disco#items'>"
                + "<item jid='pubsub.localhost' name='Publish-Subscribe'/></query>");
    assertThat(server.ask(balcony, service, INFO).payload())
        .hasToString(
            "<query xmlns='http://jabber.org/protocol/disco#info'>"
                + "<identity category='pubsub' type='service' name='Publish-Subscribe'/>"
                + "<feature var='http://jabber.org/protocol/disco#info'/>"
                + "<feature var='http://jabber.org/protocol/disco#items'/>"
                + "<feature var='http://jabber.org/protocol/pubsub'/></query>");
    assertThat(server.ask(balcony, service, ITEMS).payload())
        .hasToString("<query xmlns='http://jabber.org/protocol/disco#items'><item/></query>");
  }
}
