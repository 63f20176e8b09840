package im.fenghuo.xep.xep0433extendedchannelsearch;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Iq;
import im.fenghuo.api.Jid;
import im.fenghuo.api.TestAccount;
import im.fenghuo.api.TestSession;
import im.fenghuo.api.xml.Element;
import im.fenghuo.muc.InMemoryRoomStore;
import im.fenghuo.muc.RoomConfiguration;
import im.fenghuo.muc.RoomOption;
import im.fenghuo.muc.RoomOptions;
import im.fenghuo.muc.Rooms;
import im.fenghuo.muc.TestRoom;
import im.fenghuo.muc.Whois;
import im.fenghuo.xep.TestServer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class Xep0433ExtendedChannelSearchTest {

  private static final String ADDRESS = "{urn:xmpp:channel-search:0:order}address";

  private final TestRoom coven = new TestRoom();
  private final InMemoryRoomStore store = coven.store;
  private final TestServer server =
      new TestServer().install(new Xep0433ExtendedChannelSearch(coven.rooms));
  private final TestSession hag = new TestAccount("hag66@localhost", 7).connect("pda");

  private void room(String localpart, int occupants, RoomConfiguration configuration) {
    long id =
        store
            .create(
                Jid.of(localpart, "muc.localhost", ""),
                Jid.parse("crone1@localhost"),
                RoomConfiguration.usual())
            .orElseThrow()
            .id();
    store.configure(id, configuration);
    store.populate(id, occupants);
  }

  private static <T> RoomConfiguration with(RoomOption<T> option, T value) {
    return RoomConfiguration.usual().with(option, value);
  }

  @BeforeEach
  void make() {
    room(
        "heath",
        2,
        with(RoomOptions.ROOM_NAME, "The Heath")
            .with(RoomOptions.ROOM_DESCRIPTION, "A place for tests of magic")
            .with(RoomOptions.LANGUAGE, "en"));
    room("cave", 5, with(RoomOptions.MEMBERS_ONLY, true).with(RoomOptions.WHOIS, Whois.ANYONE));
    room("a", 2, RoomConfiguration.usual());
    room("secret", 9, with(RoomOptions.PUBLIC, false));
  }

  private Iq ask(String content) {
    return server.ask(
        hag,
        Rooms.SERVICE,
        "<iq xmlns='jabber:client' id='id3' type='get'>"
            + "<search xmlns='urn:xmpp:channel-search:0:search'>"
            + content
            + "</search></iq>");
  }

  private static String form(String... namesAndValues) {
    StringBuilder form =
        new StringBuilder(
            "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE' type='hidden'>"
                + "<value>urn:xmpp:channel-search:0:search-params</value></field>");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      form.append(
          "<field var='%s'><value>%s</value></field>"
              .formatted(namesAndValues[i], namesAndValues[i + 1]));
    }
    return form.append("</x>").toString();
  }

  private List<String> found(String content) {
    return ask(content).payload().children().stream()
        .filter(child -> child.name().equals("item"))
        .map(item -> item.attribute("address").replace("@muc.localhost", ""))
        .toList();
  }

  private String error(String... namesAndValues) {
    Element error = ask(form(namesAndValues)).element().child("jabber:client", "error");
    return error.attribute("type")
        + " "
        + String.join(" ", error.children().stream().map(Element::name).toList());
  }

  private static String page(String content) {
    return "<set xmlns='http://jabber.org/protocol/rsm'>" + content + "</set>";
  }

  @Test
  void the_form_says_what_can_be_searched() {
    assertThat(ask("").toString())
        .contains("type='form'", "var='q'", "var='all'", "var='sinaddress'", "var='types'")
        .contains("<value>" + ADDRESS + "</value>");
    assertThat(server.features(Rooms.SERVICE)).contains("urn:xmpp:channel-search:0:search");
  }

  @Test
  void rooms_are_found_by_words_and_those_that_are_hidden_are_not() {
    assertThat(found(form("q", "TESTS heath"))).containsExactly("heath");
    assertThat(found(form("q", "heath", "sinname", "0", "sinaddress", "false"))).isEmpty();
    assertThat(found(form("q", "secret"))).isEmpty();
    assertThat(found(form("q", "magic", "unknown", "thing"))).containsExactly("heath");
    assertThat(ask(form("q", "nothing of the kind")).toString())
        .contains("type='result'", "<count>0</count>");
  }

  @Test
  void all_are_returned_in_the_order_that_is_wanted() {
    assertThat(found(form("all", "true"))).containsExactly("cave", "a", "heath");
    assertThat(found(form("all", "1", "key", ADDRESS))).containsExactly("a", "cave", "heath");
    assertThat(found(form("all", "1", "min_users", "3"))).containsExactly("cave");
    assertThat(found(form("all", "1", "types", "xep-0045"))).hasSize(3);
    assertThat(found(form("all", "1", "types", "xep-0369"))).isEmpty();
  }

  @Test
  void the_result_comes_in_pages() {
    Iq first = ask(page("<max>2</max>") + form("all", "1"));
    assertThat(first.toString()).contains("<first>5/cave</first><last>2/a</last><count>3</count>");
    assertThat(found(page("<max>2</max><after>2/a</after>") + form("all", "1")))
        .containsExactly("heath");
    assertThat(found(page("<max>1</max><before/>") + form("all", "1"))).containsExactly("heath");
    assertThat(ask(page("<max>0</max>") + form("all", "1")).toString())
        .contains("<count>3</count>")
        .doesNotContain("<item");
    assertThat(ask(page("<after>what?</after>") + form("all", "1")).toString())
        .contains("<item-not-found ");
  }

  @Test
  void an_item_says_what_a_room_is_like() {
    assertThat(ask(form("q", "heath")).payload().firstChild())
        .hasToString(
            "<item xmlns='urn:xmpp:channel-search:0:search' address='heath@muc.localhost'>"
                + "<name>The Heath</name><description>A place for tests of magic</description>"
                + "<language>en</language><nusers>2</nusers>"
                + "<service-type>xep-0045</service-type><is-open>true</is-open>"
                + "<anonymity-mode>muc_semianonymous</anonymity-mode></item>");
    assertThat(ask(form("q", "cave")).payload().firstChild())
        .hasToString(
            "<item xmlns='urn:xmpp:channel-search:0:search' address='cave@muc.localhost'>"
                + "<name>cave</name><nusers>5</nusers><service-type>xep-0045</service-type>"
                + "<anonymity-mode>{urn:xmpp:channel-search:0:anonymity}none</anonymity-mode>"
                + "</item>");
  }

  @Test
  void what_makes_no_sense_is_refused_with_the_reason() {
    assertThat(error("all", "1", "key", "by colour"))
        .isEqualTo("modify feature-not-implemented invalid-sort-key");
    assertThat(error("q", "...")).isEqualTo("modify bad-request text invalid-search-terms");
    assertThat(error("q", "a ".repeat(11))).endsWith("invalid-search-terms");
    assertThat(error("all", "true", "q", "test"))
        .isEqualTo("modify bad-request text conflicting-fields");
    assertThat(error("q", "a", "sinname", "0", "sindescription", "0", "sinaddress", "0"))
        .endsWith("conflicting-fields");
    assertThat(error("types", "xep-0045", "key", ADDRESS))
        .isEqualTo("cancel bad-request no-search-conditions");
    assertThat(error("all", "1", "min_users", "many")).isEqualTo("modify bad-request text");
    assertThat(ask("<x xmlns='jabber:x:data' type='submit'/>").toString())
        .contains("<bad-request ");
  }
}
