package im.fenghuo.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import im.fenghuo.account.AccountRecord;
import im.fenghuo.account.PgAccountStore;
import im.fenghuo.api.Archive;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.archive.ArchiveId;
import im.fenghuo.archive.ArchiveLane;
import im.fenghuo.archive.Backlog;
import im.fenghuo.archive.Batching;
import im.fenghuo.archive.PgArchive;
import im.fenghuo.archive.Retention;
import im.fenghuo.archive.RowWriter;
import im.fenghuo.lane.Loop;
import im.fenghuo.lane.Loops;
import im.fenghuo.registry.Registry;
import im.fenghuo.sasl.PgCredentials;
import im.fenghuo.sasl.ScramCredentials;
import im.fenghuo.storage.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AccountTransferTest {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final Jid JULIET = Jid.parse("juliet@localhost");

  private final Registry registry =
      new Registry(Set.of("localhost", "capulet.com"), Set.of(), Instant.EPOCH, "1");
  private PgAccountStore accounts;
  private PgArchive archive;
  private TransferGround ground;
  private Retention retention = Retention.FOREVER;

  @BeforeEach
  void connect() {
    Loop loop = Loops.of(DATABASE.vertx(), 1).of(0);
    accounts = new PgAccountStore(DATABASE.db());
    archive = new PgArchive(DATABASE.db(), Thread::startVirtualThread);
    RowWriter none =
        new RowWriter(0, loop, (_, _, _) -> {}, new Batching(1, 1, Duration.ZERO, new Backlog(1)));
    ground =
        new TransferGround(
            DATABASE.db(),
            accounts,
            archive,
            registry,
            owner ->
                new ArchiveLane(
                    owner.id(),
                    archive.end(owner.id()),
                    retention,
                    loop,
                    none,
                    Thread::startVirtualThread,
                    archive),
            Clock.systemUTC(),
            4096);
  }

  @AfterEach
  void forget() {
    DATABASE.db().update("DELETE FROM account");
  }

  private ImportReport take(String document, String digest) throws Exception {
    return new AccountImport(ground)
        .read(new ByteArrayInputStream(document.getBytes(UTF_8)), digest);
  }

  private String exported(Jid account) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new AccountExport(ground).write(account, out);
    return out.toString(UTF_8);
  }

  private AccountRecord record(Jid account) {
    return Objects.requireNonNull(accounts.find(account));
  }

  private List<Archive.Entry> messages(Jid account) {
    return archive.after(record(account).id(), 0, 100_000);
  }

  /// As another server writes it: its examples put together.
  private static final String FOREIGN =
      """
      <?xml version='1.0' encoding='UTF-8'?>
      <server-data xmlns='urn:xmpp:pie:0'>
        <host jid='capulet.com'>
          <user name='juliet' password='wherefore'>
            <offline-messages>
              <message xmlns='jabber:client' from='romeo@montague.net/orchard'
                  to='juliet@capulet.com' type='chat' id='in the archive, too'>
                <body>What man art thou</body>
                <delay xmlns='urn:xmpp:delay' from='capulet.com' stamp='2010-07-10T23:09:32Z'/>
                <stanza-id xmlns='urn:xmpp:sid:0' by='juliet@capulet.com' id='5d398-28273-f7382'/>
              </message>
              <message xmlns='jabber:client' from='romeo@montague.net/orchard'
                  to='juliet@capulet.com/balcony' type='chat' id='only here'>
                <body>Neither, fair saint, if either thee dislike.</body>
                <delay xmlns='urn:xmpp:delay' from='capulet.com' stamp='2010-07-21T00:32:29Z'/>
              </message>
            </offline-messages>
            <query xmlns='jabber:iq:roster'>
              <item jid='romeo@montague.net' name='Romeo' subscription='both'>
                <group>Friends</group></item>
              <item jid='nurse@capulet.com' subscription='none' ask='subscribe'/>
              <item jid='@'/>
            </query>
            <presence xmlns='jabber:client' type='subscribe' id='xk3h1v69' from='paris@capulet.com'>
              <nick xmlns="http://jabber.org/protocol/nick">Paris</nick></presence>
            <strange xmlns='urn:strange'><content/></strange>
            <archive xmlns='urn:xmpp:pie:0#mam'>
              <result xmlns='urn:xmpp:mam:2' id='28482-98726-73623'>
                <forwarded xmlns='urn:xmpp:forward:0'>
                  <delay xmlns='urn:xmpp:delay' stamp='2010-07-10T23:08:25Z'/>
                  <message xmlns='jabber:client' to='romeo@montague.net/orchard'
                      from='juliet@capulet.com/balcony' type='chat' id='8a54s'>
                    <body>Call me but love</body></message></forwarded></result>
              <result xmlns='urn:xmpp:mam:2' id='5d398-28273-f7382'>
                <forwarded xmlns='urn:xmpp:forward:0'>
                  <delay xmlns='urn:xmpp:delay' stamp='2010-07-10T23:09:32Z'/>
                  <message xmlns='jabber:client' from='romeo@montague.net/orchard'
                      to='juliet@capulet.com' type='chat' id='in the archive, too'>
                    <body>What man art thou</body></message></forwarded></result>
              <result xmlns='urn:xmpp:mam:2' id='no message'/>
            </archive>
          </user>
        </host>
      </server-data>
      """;

  private static final Jid CAPULET = Jid.parse("juliet@capulet.com");

  @Test
  void what_another_server_has_written_is_taken_in() throws Exception {
    ImportReport report = take(FOREIGN, "1");

    assertThat(report.accounts()).containsExactly(CAPULET);
    assertThat(report.messages()).isEqualTo(3);
    assertThat(report.leftOut())
        .containsOnlyKeys(
            "<strange xmlns='urn:strange'/>",
            "a contact that is none",
            "a message of the archive without id, time or message");
    AccountRecord juliet = record(CAPULET);
    assertThat(juliet.roster().items()).hasSize(2);
    assertThat(juliet.roster().isSubscriber(Jid.parse("romeo@montague.net"))).isTrue();
    assertThat(juliet.roster().request(Jid.parse("paris@capulet.com")))
        .asString()
        .contains("Paris");
    assertThat(ScramCredentials.ofText(juliet.credentials()).isPassword("wherefore")).isTrue();
    assertThat(messages(CAPULET))
        .extracting(Archive.Entry::number, entry -> entry.at().toString(), Archive.Entry::outgoing)
        .containsExactly(
            tuple(1L, "2010-07-10T23:08:25Z", true),
            tuple(2L, "2010-07-10T23:09:32Z", false),
            tuple(3L, "2010-07-21T00:32:29Z", false));
    assertThat(new String(messages(CAPULET).getLast().stanza(), UTF_8))
        .contains("only here")
        .doesNotContain("delay");
    assertThat(
            DATABASE.db().query("SELECT displayed FROM read_cursor").stream()
                .map(row -> row.bigint(0)))
        .as("what was delivered was displayed")
        .containsExactly(1L);
    assertThat(juliet.delivered()).as("the last that is not among the offline messages").isOne();
  }

  @Test
  void the_same_document_again_changes_nothing() throws Exception {
    take(FOREIGN, "1");
    String before = exported(CAPULET);

    ImportReport again = take(FOREIGN, "1");

    assertThat(again.known()).containsExactly(CAPULET);
    assertThat(again.messages()).isZero();
    assertThat(exported(CAPULET)).isEqualTo(before);
    assertThatThrownBy(() -> take(FOREIGN, "2"))
        .isInstanceOf(StanzaException.class)
        .hasMessage("juliet@capulet.com: the account exists already");
  }

  /// A document of this server's own kind.
  private static String own(int messages) {
    StringBuilder document =
        new StringBuilder(
            """
            <?xml version='1.0' encoding='UTF-8'?>
            <server-data xmlns='urn:xmpp:pie:0'>
            <host jid='localhost'>
            <user name='juliet'>
            """);
    ScramElements.of(credentials()).forEach(document::append);
    document.append(
        """
        <account xmlns='urn:fenghuo:account:0' delivered='5' last-online='2026-11-21T12:00:00Z'/>
        <query xmlns='jabber:iq:roster'>
        <item jid='romeo@localhost' name='Romeo' subscription='both'><group>Friends</group></item>
        </query>
        <presence xmlns='jabber:client' type='subscribe' from='paris@localhost'/>
        <archive xmlns='urn:xmpp:pie:0#mam'>
        """);
    for (int i = 1; i <= messages; i++) {
      document.append(
          """
          <result xmlns='urn:xmpp:mam:2' id='%s'><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='2026-11-21T12:00:00.%03dZ'/><message xmlns='jabber:client' from='romeo@localhost/orchard' to='juliet@localhost' type='chat' id='m%d'><body>Message %d</body></message></forwarded></result>
          """
              .formatted(ArchiveId.format(2L * i, i % 7), i % 1000, i, i));
    }
    return document
        .append("</archive>\n<offline-messages>\n</offline-messages>\n</user>\n</host>\n")
        .append("</server-data>\n")
        .toString();
  }

  private static ScramCredentials credentials() {
    return ScramCredentials.ofText(
        "SCRAM-SHA-1$4096:QSXCR+Q6sek8bf92$6dlGYMOdZcOPutkcNY8U2g7vK9Y=:D+CSWLOshSulAsxiupA+qs2/fTE=");
  }

  @Test
  void what_this_server_has_written_comes_back_as_it_was() throws Exception {
    take(own(3000), "1");

    AccountRecord juliet = record(JULIET);
    assertThat(juliet.delivered()).isEqualTo(5);
    assertThat(juliet.lastOnline()).isEqualTo("2026-11-21T12:00:00Z");
    assertThat(new PgCredentials(DATABASE.db()).find("juliet", "localhost"))
        .isEqualTo(credentials());
    assertThat(messages(JULIET))
        .extracting(Archive.Entry::id)
        .as("clients and read cursors know these ids")
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 3000).mapToObj(i -> ArchiveId.format(2L * i, i % 7)).toList());
    String first = exported(JULIET);
    DATABASE.db().update("DELETE FROM account");
    take(first, "2");
    assertThat(exported(JULIET)).isEqualTo(first);
  }

  /// Breaks off after some bytes.
  private static InputStream cut(String document, int bytes) {
    return new FilterInputStream(new ByteArrayInputStream(document.getBytes(UTF_8))) {
      private int left = bytes;

      @Override
      public int read(byte[] to, int offset, int length) throws IOException {
        if (left <= 0) {
          throw new IOException("cut");
        }
        int count = super.read(to, offset, Math.min(length, left));
        left -= count;
        return count;
      }
    };
  }

  @Test
  void an_import_that_was_cut_off_goes_on_and_nothing_is_there_twice() throws Exception {
    String document = own(3000);
    take(document, "whole");
    String whole = exported(JULIET);
    DATABASE.db().update("DELETE FROM account");
    int length = document.length();
    for (int bytes : List.of(100, length / 3, length / 2, length - length / 5, length - 60)) {
      assertThatThrownBy(() -> new AccountImport(ground).read(cut(document, bytes), "1"))
          .isInstanceOf(IOException.class)
          .hasMessage("cut");
      assertThat(accounts.find(JULIET)).as("nobody uses a part of an account").isNull();
    }
    assertThatThrownBy(() -> take(document, "another"))
        .isInstanceOf(StanzaException.class)
        .hasMessageContaining("the import of another file was cut off");

    ImportReport report = take(document, "1");

    assertThat(report.messages()).as("the rest").isLessThan(1000);
    assertThat(exported(JULIET)).isEqualTo(whole);
  }

  @Test
  void messages_that_are_kept_for_a_time_come_into_their_partitions() throws Exception {
    retention = new Retention(3650);

    take(own(1200), "1");

    assertThat(messages(JULIET))
        .extracting(Archive.Entry::id)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 1200).mapToObj(i -> ArchiveId.format(2L * i, i % 7)).toList());
    assertThat(
            DATABASE
                .db()
                .query(
                    "SELECT 1 FROM archive_message WHERE archive = $1 AND expires = $2"
                        + " AND stanza IS NOT NULL",
                    record(JULIET).id(),
                    Retention.NEVER))
        .as("rows that stay for ever")
        .isEmpty();
  }

  @Test
  void domains_and_documents_that_are_not_known_are_refused() {
    assertThatThrownBy(() -> take(own(1).replace("jid='localhost'", "jid='elsewhere'"), "1"))
        .isInstanceOf(StanzaException.class)
        .hasMessage("no accounts at elsewhere here");
    assertThatThrownBy(() -> take("<html/>", "1"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none of XEP-0227");
    assertThatThrownBy(() ->
            take(
                "<server-data xmlns='urn:xmpp:pie:0'>"
                    + "<include xmlns='http://www.w3.org/2001/XInclude' href='a.xml'/></server-data>",
                "1"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a.xml");
    assertThatThrownBy(() ->
            take(
                "<server-data xmlns='urn:xmpp:pie:0'><host jid='localhost'><user/></host></server-data>",
                "1"))
        .isInstanceOf(StanzaException.class)
        .hasMessageContaining("'@localhost'");
    assertThatThrownBy(() -> exported(Jid.parse("nobody@localhost")))
        .isInstanceOf(StanzaException.class);
  }
}
