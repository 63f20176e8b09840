package im.fenghuo.muc.mention;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Jid;
import im.fenghuo.muc.PgRoomStore;
import im.fenghuo.storage.Schema;
import im.fenghuo.storage.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgMentionStoreTest {

  @RegisterExtension
  static final TestDatabase DATABASE =
      TestDatabase.migrated(
          Schema.resources("muc", PgRoomStore.class, PgRoomStore.SCHEMA.toArray(String[]::new)),
          Schema.resources(
              "mentions", PgMentionStore.class, PgMentionStore.SCHEMA.toArray(String[]::new)));

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Jid HAG = Jid.parse("hag66@localhost");
  private static final Jid WICCA = Jid.parse("wiccarocks@localhost");

  private final PgMentionStore store = new PgMentionStore(DATABASE.db());

  @BeforeEach
  void oneRoom() {
    DATABASE.db().update("DELETE FROM muc_room");
    DATABASE
        .db()
        .update(
            """
            INSERT INTO muc_room (id, service, localpart, creator, locked, persistent, listed, name,
              configuration, secret, created)
            VALUES (4711, 'muc.localhost', 'coven', 'crone1@localhost', false, true, false, '',
              '', '', now())
            """);
  }

  private static List<String> rows() {
    return DATABASE.db().query("SELECT seq || ' ' || account FROM muc_mention ORDER BY 1").stream()
        .map(row -> row.text(0))
        .toList();
  }

  @Test
  void who_is_mentioned_is_kept_and_once() {
    store.add(4711, 1, Set.of(HAG, WICCA), false, NOW);
    store.add(4711, 1, Set.of(HAG), false, NOW);
    store.add(4711, 2, Set.of(HAG), true, NOW);
    assertThat(rows()).containsExactly("1 hag66@localhost", "1 wiccarocks@localhost", "2 ");
  }

  @Test
  void what_is_old_goes() {
    store.add(4711, 1, Set.of(HAG), false, NOW.minus(Duration.ofDays(91)));
    store.add(4711, 2, Set.of(HAG), false, NOW.minus(Duration.ofDays(89)));
    store.clean(NOW);
    assertThat(rows()).containsExactly("2 hag66@localhost");
  }

  @Test
  void all_goes_with_the_room() {
    store.add(4711, 1, Set.of(HAG), false, NOW);
    DATABASE.db().update("DELETE FROM muc_room WHERE id = 4711");
    assertThat(rows()).isEmpty();
  }
}
