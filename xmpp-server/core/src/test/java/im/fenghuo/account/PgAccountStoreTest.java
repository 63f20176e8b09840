package im.fenghuo.account;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.roster.PgRosterStore;
import im.fenghuo.roster.RosterStore;
import im.fenghuo.storage.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgAccountStoreTest extends AccountStoreContract {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final PgAccountStore store = new PgAccountStore(DATABASE.db());
  private final PgRosterStore rosters = new PgRosterStore(DATABASE.db());

  @BeforeEach
  void clear() {
    DATABASE.db().update("DELETE FROM account");
    DATABASE.db().update("DELETE FROM archive_message");
  }

  @Override
  AccountStore store() {
    return store;
  }

  @Override
  RosterStore rosters() {
    return rosters;
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
