package im.fenghuo.xep.xep0313mam;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Archive;
import im.fenghuo.api.Archive.Cursor;
import im.fenghuo.api.Archive.Query;
import im.fenghuo.api.ArchiveField;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Target;
import im.fenghuo.api.TestAccount;
import im.fenghuo.api.TestSession;
import im.fenghuo.api.form.Field;
import im.fenghuo.api.xml.Element;
import im.fenghuo.mam.ArchiveQueries;
import im.fenghuo.mam.MamSettings;
import im.fenghuo.muc.TestRoom;
import im.fenghuo.xep.TestServer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class Xep0313MamTest {

  /// What an extension adds: messages of a colour.
  private static final class ByColour implements ArchiveField {
    private String asked = "";

    @Override
    public Field field() {
      return Field.of("{urn:colours}colour", "text-single");
    }

    @Override
    public Archive.Page find(Archive.Owner owner, Query query, String value) {
      asked = value + " of " + query.max();
      return new Archive.Page(List.of(FixedArchive.SECOND), true, null);
    }
  }

  private final FixedArchive archive = new FixedArchive();
  private final ByColour colours = new ByColour();
  private final TestServer server =
      new TestServer()
          .install(
              new Xep0313Mam(
                  archive,
                  new ArchiveQueries(archive, new MamSettings(50, 100), List.of(colours)),
                  new TestRoom().rooms.registrar()));
  private final TestAccount juliet = new TestAccount("juliet@localhost", 1);
  private final TestSession chamber = juliet.connect("chamber");

  private String set(String content) {
    return ask("set", "<query xmlns='urn:xmpp:mam:2' queryid='f27'>" + content + "</query>");
  }

  private String ask(String type, String payload) {
    return server
        .ask(
            chamber,
            Target.ACCOUNT,
            "<iq xmlns='jabber:client' id='1' type='%s'>%s</iq>".formatted(type, payload))
        .toString();
  }

  private static String form(String fields) {
    return "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE' type='hidden'>"
        + "<value>urn:xmpp:mam:2</value></field>"
        + fields
        + "</x>";
  }

  private static String field(String name, String... values) {
    return "<field var='%s'><value>%s</value></field>"
        .formatted(name, String.join("</value><value>", values));
  }

  private static String rsm(String content) {
    return "<set xmlns='http://jabber.org/protocol/rsm'>" + content + "</set>";
  }

  @Test
  void the_page_comes_before_the_answer() {
    assertThat(set(""))
        .contains(
            "<fin xmlns='urn:xmpp:mam:2' complete='true'>"
                + rsm("<first>1-7</first><last>2-7</last>")
                + "</fin>");
    assertThat(chamber.received())
        .extracting(Element::toString)
        .containsExactly(
            "<message xmlns='jabber:client' from='juliet@localhost' to='juliet@localhost/chamber'>"
                + "<result xmlns='urn:xmpp:mam:2' queryid='f27' id='1-7'>"
                + "<forwarded xmlns='urn:xmpp:forward:0'>"
                + "<delay xmlns='urn:xmpp:delay' stamp='2010-07-10T23:08:26Z'/>"
                + "<message xmlns='jabber:client'><body>a  b</body></message>"
                + "</forwarded></result></message>",
            "<message xmlns='jabber:client' from='juliet@localhost' to='juliet@localhost/chamber'>"
                + "<result xmlns='urn:xmpp:mam:2' queryid='f27' id='2-7'>"
                + "<forwarded xmlns='urn:xmpp:forward:0'>"
                + "<delay xmlns='urn:xmpp:delay' stamp='2010-07-10T23:08:27Z'/>"
                + "<message xmlns='jabber:client'/>"
                + "</forwarded></result></message>");
  }

  @Test
  void a_result_can_be_read_like_any_element() {
    set("");
    Element result = chamber.received().getFirst().child("urn:xmpp:mam:2", "result");
    assertThat(result.attribute("queryid")).isEqualTo("f27");
    assertThat(result.child("urn:xmpp:forward:0", "forwarded").children()).hasSize(2);
  }

  @Test
  void a_page_that_is_not_the_last_is_not_complete() {
    archive.complete = false;
    assertThat(set("")).contains("<fin xmlns='urn:xmpp:mam:2'>");
  }

  @Test
  void a_flipped_page_is_sent_newest_first_and_is_the_same_page() {
    assertThat(set("<flip-page/>")).contains("<first>1-7</first><last>2-7</last>");
    assertThat(chamber.received())
        .extracting(message -> message.firstChild().attribute("id"))
        .containsExactly("2-7", "1-7");
  }

  @Test
  void without_a_form_everything_is_asked_for() {
    set("");
    assertThat(archive.asked)
        .isEqualTo(new Query(null, null, null, null, null, List.of(), new Cursor.First(), 50));
  }

  @Test
  void all_fields_are_read() {
    set(
        form(
                field("with", "romeo@localhost")
                    + field("start", "2010-06-07T00:00:00Z")
                    + field("end", "2010-07-07T13:23:54.5+02:00")
                    + field("after-id", "1-7")
                    + field("before-id", "9-7")
                    + field("ids", "3-7", "4-7")
                    + field("include-groupchat", "false"))
            + rsm("<max>1000</max><before/>"));
    assertThat(archive.asked)
        .isEqualTo(
            new Query(
                Jid.parse("romeo@localhost"),
                Instant.parse("2010-06-07T00:00:00Z"),
                Instant.parse("2010-07-07T11:23:54.5Z"),
                "1-7",
                "9-7",
                List.of("3-7", "4-7"),
                new Cursor.Last(),
                100));
  }

  @Test
  void what_cannot_be_read_is_refused() {
    assertThat(set(form(field("{http://example.com/}free-text-search", "a"))))
        .contains("<feature-not-implemented ");
    assertThat(set(form(field("with", "@")))).contains("<jid-malformed ");
    assertThat(set(form(field("start", "yesterday")))).contains("<bad-request ");
    assertThat(set(form(field("start", "+999999999-01-01T00:00:00Z")))).contains("<bad-request ");
    assertThat(set("<x xmlns='jabber:x:data' type='submit'/>")).contains("<bad-request ");
    assertThat(set(rsm("<max>many</max>"))).contains("<bad-request ");
    assertThat(chamber.received()).isEmpty();
  }

  @Test
  void the_form_names_all_fields() {
    assertThat(ask("get", "<query xmlns='urn:xmpp:mam:2'/>"))
        .contains("<field var='with' type='jid-single'/>", "var='ids' type='list-multi'><validate");
  }

  @Test
  void the_number_of_messages_can_be_asked_for_alone() {
    assertThat(set(rsm("<max>0</max>"))).contains(rsm("<count>2</count>"));
  }

  @Test
  void another_extension_may_add_a_field() {
    String query = form(field("with", "romeo@localhost") + field("{urn:colours}colour", "red"));
    assertThat(set(query)).contains("<first>2-7</first><last>2-7</last>");
    assertThat(colours.asked).isEqualTo("red of 50");
    assertThat(archive.asked).isNull();
    assertThat(ask("get", "<query xmlns='urn:xmpp:mam:2'/>")).contains("{urn:colours}colour");

    set(form(field("{urn:colours}colour", "")));
    assertThat(archive.asked).isNotNull();
  }

  @Test
  void metadata_are_the_ends_of_the_archive() {
    assertThat(ask("get", "<metadata xmlns='urn:xmpp:mam:2'/>"))
        .contains(
            "<metadata xmlns='urn:xmpp:mam:2'><start id='1-7' timestamp='2010-07-10T23:08:26Z'/>"
                + "<end id='2-7' timestamp='2010-07-10T23:08:27Z'/></metadata>");
    archive.complete = false;
    assertThat(ask("get", "<metadata xmlns='urn:xmpp:mam:2'/>"))
        .contains("<metadata xmlns='urn:xmpp:mam:2'/>");
  }

  @Test
  void who_binds_a_resource_is_told_the_ends_at_that_time() {
    assertThat(server.bound(juliet, 1))
        .extracting(Element::toString)
        .containsExactly(
            "<metadata xmlns='urn:xmpp:mam:2'><start id='1-7' timestamp='2010-07-10T23:08:26Z'/>"
                + "<end id='1-7' timestamp='2010-07-10T23:08:26Z'/></metadata>");
  }

  @Test
  void an_archive_is_for_its_owner_alone() {
    for (String payload : new String[] {"query", "metadata"}) {
      String request =
          "<iq xmlns='jabber:client' id='1' type='get'><%s xmlns='urn:xmpp:mam:2'/></iq>"
              .formatted(payload);
      assertThat(server.askAs("romeo@localhost/orchard", juliet, request).toString())
          .contains("<forbidden ");
    }
    assertThat(archive.asked).isNull();
  }
}
