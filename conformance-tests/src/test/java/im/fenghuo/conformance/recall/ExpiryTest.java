package im.fenghuo.conformance.recall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.archive.PgPartitions;
import im.fenghuo.archive.Retention;
import im.fenghuo.conformance.bytes.Uploader;
import im.fenghuo.conformance.bytes.Uploader.Slot;
import im.fenghuo.conformance.server.FenghuoServer;
import im.fenghuo.conformance.xml.XmlElement;
import im.fenghuo.storage.EmbeddedPostgres;
import im.fenghuo.storage.PgDb;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Messages go after their time, with all that is theirs. No clock is moved: while the server is
/// stopped, what it has stored becomes ten days older.
@Timeout(180)
class ExpiryTest {

  private static final String SECRET = "the secret of the beacon";
  private static final byte[] CONTENT = "the file".getBytes(UTF_8);

  @TempDir private Path directory;

  private final Vertx vertx = Vertx.vertx();
  private EmbeddedPostgres postgres;
  private PgDb db;
  private FenghuoServer server;

  @BeforeEach
  void start() throws Exception {
    postgres = EmbeddedPostgres.start(directory.resolve("db"));
    db = PgDb.open(vertx, postgres.address(), 2);
    server = FenghuoServer.startOn(postgres.address().toUrl(), "");
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    db.close();
    vertx.close().await();
    postgres.close();
  }

  /// What is kept for a day was to be kept until ten days ago.
  private void tenDaysPass() {
    PgPartitions partitions = new PgPartitions(db);
    partitions.prepare(new Retention(1), partitions.today() - 10);
    db.update(
        """
        UPDATE archive_message SET at = at - interval '10 days', expires = (
            SELECT min(expires) FROM archive_partition WHERE state = 'open')
        WHERE expires <> 2147483647\
        """);
  }

  private long leftOf(String table) {
    return db.queryOne("SELECT count(*) FROM " + table).orElseThrow().bigint(0);
  }

  private static List<String> ids(List<XmlElement> messages) {
    return messages.stream().map(message -> message.attribute("id").orElseThrow()).toList();
  }

  @Test
  void messages_go_after_their_time_and_their_files_and_words_with_them() throws Exception {
    server.createAccount("juliet", "juliet");
    Slot slot;
    try (Uploader uploader = Uploader.online(server, "romeo")) {
      assertThat(server.command("user", "retention", "romeo", "1d").status()).isZero();
      slot = uploader.slot("plan.txt", CONTENT.length);
      assertThat(uploader.put(slot, CONTENT)).isEqualTo(201);
      try (Device orchard = new Device(server, "romeo", "orchard")) {
        for (int i = 0; i < 64; i++) {
          orchard.send("juliet", "m" + i, "<body>%s</body>".formatted(SECRET));
        }
        orchard.send(
            "romeo",
            "note",
            "<body>%s</body><x xmlns='jabber:x:oob'><url>%s</url></x>"
                .formatted(slot.uri(), slot.uri()));
        assertThat(orchard.search(SECRET)).hasSize(50);
        assertThat(orchard.history()).isNotEmpty();
      }
    }
    assertThat(leftOf("archive_word")).isPositive();
    server.kill();
    tenDaysPass();
    server.startAgain();

    try (Uploader uploader = Uploader.again(server, "romeo");
        Device orchard = new Device(server, "romeo", "orchard");
        Device balcony = new Device(server, "juliet", "balcony")) {
      while (!orchard.history().isEmpty() || leftOf("archive_word") > 0) {
        Thread.sleep(20);
      }
      assertThat(orchard.search(SECRET)).isEmpty();
      while (uploader.get(slot).statusCode() != 404) {
        Thread.sleep(20);
      }
      assertThat(balcony.history()).hasSize(50);

      orchard.send("juliet", "later", "<body>Another day</body>");
      assertThat(balcony.receives("later")).isNotNull();
      assertThat(ids(orchard.history())).containsExactly("later");
    }
  }
}
