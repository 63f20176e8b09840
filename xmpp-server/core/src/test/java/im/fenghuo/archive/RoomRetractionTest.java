package im.fenghuo.archive;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Archive.Entry;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.RetractionRule;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.XmlParser;
import im.fenghuo.registry.Retractions;
import im.fenghuo.storage.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The archive of a room: a message is named by the id that the archive has given it.
@Timeout(60)
class RoomRetractionTest {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final Instant NOON = Instant.parse("2026-06-30T12:00:00Z");
  private static final String ROOM = "coven@muc.localhost";
  private static final String HAG = "hag66@localhost";
  private static final String WICCA = "wiccarocks@localhost";

  private static final Retractions RETRACTIONS =
      new Retractions(
          List.of(new Rule()),
          List.of(message -> {
            Element replace = message.element().child("urn:replace", "replace");
            return replace == null ? null : replace.attribute("id");
          }));

  private static int rooms;

  private final long archive = DATABASE.account("room" + rooms++);
  private final ArchiveLane lane = Contents.lane(archive);
  private final PgArchive reader = new PgArchive(DATABASE.db(), Thread::startVirtualThread);
  private final PendingRetractions pending =
      new PendingRetractions(
          DATABASE.db(), RETRACTIONS, new ReleasedReferences(DATABASE.db(), List.of()));
  private PgRowStore rows;
  private long next = 1;

  /// Retracts by a child of its own.
  private static final class Rule implements RetractionRule {
    @Override
    public @Nullable String retracts(Message message) {
      Element retract = message.element().child("urn:retract", "retract");
      return retract == null ? null : retract.attribute("id");
    }

    @Override
    public boolean isNamed(Message original, String id) {
      return id.equals(original.id());
    }

    @Override
    public boolean isSameAuthor(Message original, Message retraction) {
      return true;
    }

    @Override
    public Element tombstone(Message retraction, Instant at) {
      return Element.of("urn:retract", "retracted").attribute("id", retraction.id()).build();
    }

    @Override
    public List<Element> kept(Message original) {
      Element who = original.element().child("urn:who", "who");
      return who == null ? List.of() : List.of(who);
    }
  }

  @BeforeEach
  void connect() {
    rows = new PgRowStore(DATABASE.db(), 1, pending);
  }

  @AfterEach
  void disconnect() {
    rows.close();
  }

  private Row row(String account, String from, String id, String content) {
    String xml =
        "<message xmlns='jabber:client' type='groupchat' id='%s' from='%s'>%s</message>"
            .formatted(id, from, content);
    try {
      Message message = Message.of(XmlParser.create().parse(xml));
      return Contents.kept(
          lane,
          next++,
          7,
          new Content(
              NOON,
              Jid.parse(account),
              false,
              xml.getBytes(StandardCharsets.UTF_8),
              true,
              List.of(),
              RETRACTIONS.of(message)));
    } catch (StanzaException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private Row text(String account, String id) {
    return row(account, ROOM + "/nick", id, "<body>secret</body><who xmlns='urn:who'/>");
  }

  private static String retract(String id) {
    return "<retract xmlns='urn:retract' id='" + id + "'/>";
  }

  private void store(Row... batch) {
    CompletableFuture<RowStore.Outcome> answer = new CompletableFuture<>();
    rows.insert(0, List.of(batch), answer::complete);
    assertThat(answer.join()).isEqualTo(new RowStore.Outcome.Stored());
    waitForAll();
  }

  /// Whoever looks for more may be another thread.
  private void waitForAll() {
    while (!DATABASE
        .db()
        .query("SELECT FROM pending_retraction WHERE archive = $1", archive)
        .isEmpty()) {
      pending.work();
    }
  }

  private List<Long> tombstones() {
    return reader.after(archive, 0, 10_000).stream()
        .filter(Entry::retracted)
        .map(Entry::number)
        .toList();
  }

  @Test
  void whoever_has_said_it_takes_it_back_whatever_they_are_called_now() {
    store(text(HAG, "a"), text(HAG, "b"), text(WICCA, "b"));
    store(row(HAG, ROOM + "/other", "r", retract("2-7")));
    assertThat(tombstones()).containsExactly(2L);
    assertThat(
            XmlParser.create()
                .parse(
                    new String(
                        reader.after(archive, 1, 1).getFirst().stanza(), StandardCharsets.UTF_8)))
        .isEqualTo(
            XmlParser.create()
                .parse(
                    "<message xmlns='jabber:client' type='groupchat' id='b' from='"
                        + ROOM
                        + "/nick'><retracted xmlns='urn:retract' id='r'/>"
                        + "<who xmlns='urn:who'/></message>"));
  }

  @Test
  void nobody_takes_back_what_others_have_said() {
    store(text(HAG, "a"));
    store(row(WICCA, ROOM + "/nick", "r", retract("1-7")));
    assertThat(tombstones()).isEmpty();
  }

  @Test
  void the_room_takes_back_everything_with_its_corrections() {
    store(
        text(HAG, "a"),
        text(WICCA, "x"),
        row(HAG, ROOM + "/nick", "a2", "<body>secret</body><replace xmlns='urn:replace' id='a'/>"));
    store(row(ROOM, ROOM, "r", retract("1-7")));
    assertThat(tombstones()).containsExactly(1L, 3L);
  }

  @Test
  void corrections_are_found_however_much_was_said_since() {
    store(
        text(HAG, "a"),
        row(HAG, ROOM + "/nick", "a2", "<body>secret</body><replace xmlns='urn:replace' id='a'/>"));
    for (int i = 0; i < 3; i++) {
      Row[] batch = new Row[500];
      for (int j = 0; j < batch.length; j++) {
        batch[j] = text(HAG, "m" + i + "-" + j);
      }
      store(batch);
    }
    store(row(ROOM, ROOM, "r", retract("1-7")));
    assertThat(tombstones()).containsExactly(1L, 2L);
  }

  @Test
  void an_id_of_another_incarnation_or_of_nothing_takes_nothing_back() {
    store(text(HAG, "a"));
    store(
        row(ROOM, ROOM, "r1", retract("1-8")),
        row(ROOM, ROOM, "r2", retract("99-7")),
        row(ROOM, ROOM, "r3", retract("a")));
    assertThat(tombstones()).isEmpty();
  }
}
