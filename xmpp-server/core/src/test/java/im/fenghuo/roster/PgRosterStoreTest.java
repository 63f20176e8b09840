package im.fenghuo.roster;

import im.fenghuo.storage.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgRosterStoreTest extends RosterStoreContract {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final PgRosterStore store = new PgRosterStore(DATABASE.db());
  private long account;

  @BeforeEach
  void fresh_account() {
    DATABASE.db().update("DELETE FROM account");
    account = DATABASE.account("juliet");
  }

  @Override
  RosterStore store() {
    return store;
  }

  @Override
  long account() {
    return account;
  }

  @Override
  RosterItems load() {
    long version =
        DATABASE
            .db()
            .queryOne("SELECT roster_version FROM account WHERE id = $1", account)
            .orElseThrow()
            .bigint(0);
    return PgRosterStore.load(DATABASE.db(), account, version);
  }
}
