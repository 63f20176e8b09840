package im.fenghuo.account;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Jid;
import im.fenghuo.roster.PgRosterStore;
import im.fenghuo.storage.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgAccountStoreTest {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final Jid JULIET = Jid.parse("juliet@localhost");

  private final PgAccountStore store = new PgAccountStore(DATABASE.db());

  @BeforeEach
  void clear() {
    DATABASE.db().update("DELETE FROM account");
    DATABASE.db().update("DELETE FROM archive_message");
  }

  @Test
  void a_name_is_taken_once() {
    assertThat(store.create(JULIET, "keys")).isTrue();
    assertThat(store.create(JULIET, "others")).isFalse();

    assertThat(store.find(JULIET).credentials()).isEqualTo("keys");
    assertThat(store.find(Jid.parse("romeo@localhost"))).isNull();
  }

  @Test
  void credentials_are_replaced() {
    assertThat(store.updateCredentials(JULIET, "new")).isFalse();
    store.create(JULIET, "old");

    assertThat(store.updateCredentials(JULIET, "new")).isTrue();
    assertThat(store.find(JULIET).credentials()).isEqualTo("new");
  }

  @Test
  void removal_takes_the_archive_and_the_roster_along() {
    store.create(JULIET, "keys");
    long id = store.find(JULIET).id();
    archive(id, 1);
    new PgRosterStore(DATABASE.db()).remove(id, Jid.parse("romeo@localhost"));

    assertThat(store.remove(JULIET)).isTrue();
    assertThat(store.remove(JULIET)).isFalse();

    assertThat(DATABASE.db().query("SELECT seq FROM archive_message")).isEmpty();
    assertThat(DATABASE.db().query("SELECT jid FROM roster_item")).isEmpty();
  }

  @Test
  void the_last_number_is_that_of_the_archive() {
    store.create(JULIET, "keys");
    long id = store.find(JULIET).id();
    assertThat(store.find(JULIET).lastNumber()).isZero();
    archive(id, 1);
    archive(id, 2);

    assertThat(store.find(JULIET).lastNumber()).isEqualTo(2);
  }

  @Test
  void the_delivered_cursor_only_moves_forward() {
    store.create(JULIET, "keys");
    long id = store.find(JULIET).id();
    store.saveDelivered(Map.of(id, 7L));
    store.saveDelivered(Map.of(id, 5L, -1L, 9L));

    assertThat(store.find(JULIET).delivered()).isEqualTo(7);
  }

  @Test
  void the_time_of_leaving_is_kept() {
    store.create(JULIET, "keys");
    Instant time = Instant.parse("2026-11-21T12:00:00Z");
    assertThat(store.lastOnline(JULIET)).isNull();
    store.saveLastOnline(store.find(JULIET).id(), time);

    assertThat(store.lastOnline(JULIET)).isEqualTo(time);
  }

  @Test
  void accounts_are_listed_in_pages() {
    List.of("c", "a", "b").forEach(name -> store.create(Jid.parse(name + "@localhost"), ""));

    assertThat(store.localparts("localhost", 2, "")).containsExactly("a", "b");
    assertThat(store.localparts("localhost", 2, "b")).containsExactly("c");
    assertThat(store.localparts("elsewhere", 2, "")).isEmpty();
  }

  private static void archive(long id, long number) {
    DATABASE
        .db()
        .update(
            """
            INSERT INTO archive_message (archive, seq, tag, at, peer, peer_resource, outgoing, stanza)
            VALUES ($1, $2, 1, now(), 'romeo@localhost', '', true, '')\
            """,
            id,
            number);
  }
}
