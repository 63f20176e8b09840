package im.fenghuo.roster;

class InMemoryRosterStoreTest extends RosterStoreContract {

  private final InMemoryRosterStore store = new InMemoryRosterStore();

  @Override
  RosterStore store() {
    return store;
  }

  @Override
  long account() {
    return 1;
  }

  @Override
  RosterItems load() {
    return store.roster(1);
  }
}
