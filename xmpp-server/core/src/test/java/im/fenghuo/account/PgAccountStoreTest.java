package im.fenghuo.account;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Jid;
import im.fenghuo.roster.PgRosterStore;
import im.fenghuo.roster.RosterStore;
import im.fenghuo.storage.TestDatabase;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgAccountStoreTest extends AccountStoreContract {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final PgAccountStore store = new PgAccountStore(DATABASE.db());
  private final PgRosterStore rosters = new PgRosterStore(DATABASE.db());

  @BeforeEach
  void clear() {
    DATABASE.db().update("DELETE FROM account");
    DATABASE.db().update("DELETE FROM archive_message");
    DATABASE.db().update("DELETE FROM removed_archive");
  }

  @Override
  AccountStore store() {
    return store;
  }

  @Override
  RosterStore rosters() {
    return rosters;
  }

  @Test
  void an_archive_of_any_size_goes_in_slices_and_alone() {
    long other = account("romeo@localhost", 1, 20);
    long id = account("juliet@localhost", 1, 12_000);

    store.remove(Jid.parse("juliet@localhost"));
    assertThat(rows(id)).isEqualTo(12_000);
    store.clearRemovedArchives();

    assertThat(rows(id)).isZero();
    assertThat(rows(other)).isEqualTo(20);
    assertThat(DATABASE.db().query("SELECT archive FROM removed_archive")).isEmpty();
  }

  @Test
  void a_removal_that_was_broken_off_goes_on() {
    long id = account("juliet@localhost", 5_001, 12_000); // the first slice is gone already
    store.remove(Jid.parse("juliet@localhost"));

    new PgAccountStore(DATABASE.db()).clearRemovedArchives();

    assertThat(rows(id)).isZero();
  }

  private long account(String jid, int first, int last) {
    store.create(Jid.parse(jid), "keys");
    long id = Objects.requireNonNull(store.find(Jid.parse(jid))).id();
    DATABASE
        .db()
        .update(
            """
            INSERT INTO archive_message (archive, seq, tag, at, peer, peer_resource, outgoing, stanza)
            SELECT $1, seq, 1, now(), '', '', true, '' FROM generate_series($2::bigint, $3) AS seq\
            """,
            id,
            (long) first,
            (long) last);
    return id;
  }

  private static long rows(long archive) {
    return DATABASE
        .db()
        .queryOne("SELECT count(*) FROM archive_message WHERE archive = $1", archive)
        .orElseThrow()
        .bigint(0);
  }

  @Override
  void assertNothingIsLeft(long id) {
    assertThat(DATABASE.db().query("SELECT seq FROM archive_message")).isEmpty();
    assertThat(DATABASE.db().query("SELECT jid FROM roster_item")).isEmpty();
  }

  @Override
  void archive(long id, long number) {
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
