package im.fenghuo.roster;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Jid;
import im.fenghuo.api.Roster;
import im.fenghuo.api.Roster.Subscription;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.XmlParser;
import im.fenghuo.storage.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgRosterStoreTest {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final Jid ROMEO = Jid.parse("romeo@localhost");
  private static final Jid NURSE = Jid.parse("nurse@localhost");
  private static final Roster.Item ITEM =
      new Roster.Item(
          ROMEO, "Romeo", Subscription.FROM, true, false, List.of("Friends", "Montague"));

  private final PgRosterStore store = new PgRosterStore(DATABASE.db());
  private long account;

  @BeforeEach
  void fresh_account() {
    DATABASE.db().update("DELETE FROM account");
    account = DATABASE.account("juliet");
  }

  @Test
  void items_come_back_as_they_were_put() {
    long version = store.put(account, ITEM);
    RosterItems roster = PgRosterStore.load(DATABASE.db(), account, version);

    assertThat(roster.items()).containsExactly(ITEM);
    assertThat(roster.version()).isEqualTo(1);
  }

  @Test
  void every_change_has_the_next_version() {
    long first = store.put(account, ITEM);
    long second =
        store.put(account, new Roster.Item(NURSE, "", Subscription.BOTH, false, true, List.of()));
    long third = store.remove(account, ROMEO);

    assertThat(List.of(first, second, third)).containsExactly(1L, 2L, 3L);
    RosterStore.Changes changes = store.changesAfter(account, first);
    assertThat(changes.items()).extracting(Roster.Item::jid).containsExactly(NURSE);
    assertThat(changes.removed()).containsExactly(ROMEO);
    assertThat(store.changesAfter(account, third).items()).isEmpty();
  }

  @Test
  void a_version_from_the_future_is_unknown() {
    assertThat(store.changesAfter(account, 1)).isNull();
    assertThat(store.changesAfter(account, 0)).isNotNull();
  }

  @Test
  void a_request_is_no_item_and_no_change() {
    Element request =
        XmlParser.create()
            .parse("<presence xmlns='jabber:client' type='subscribe' from='romeo@localhost'/>");
    store.putRequest(account, ROMEO, request);

    RosterItems roster = PgRosterStore.load(DATABASE.db(), account, 0);
    assertThat(roster.items()).isEmpty();
    assertThat(roster.request(ROMEO)).isEqualTo(request);
    assertThat(store.changesAfter(account, 0).removed()).isEmpty();

    store.putRequest(account, ROMEO, null);
    assertThat(PgRosterStore.load(DATABASE.db(), account, 0).requests()).isEmpty();
    assertThat(DATABASE.db().query("SELECT jid FROM roster_item")).isEmpty();
  }

  @Test
  void a_request_outlives_the_removal_of_its_item() {
    Element request =
        XmlParser.create().parse("<presence xmlns='jabber:client' type='subscribe'/>");
    store.put(account, ITEM);
    store.putRequest(account, ROMEO, request);
    store.remove(account, ROMEO);

    RosterItems roster = PgRosterStore.load(DATABASE.db(), account, 2);
    assertThat(roster.items()).isEmpty();
    assertThat(roster.request(ROMEO)).isEqualTo(request);
    store.putRequest(account, ROMEO, null);
    assertThat(store.changesAfter(account, 1).removed()).containsExactly(ROMEO);
  }

  @Test
  void removed_items_are_not_remembered_without_bound() {
    DATABASE
        .db()
        .update(
            """
            INSERT INTO roster_item (account, jid, version, removed)
            SELECT $1, n || '@localhost', n, true FROM generate_series(1, $2::integer) AS n\
            """,
            account,
            PgRosterStore.REMOVED_KEPT);
    DATABASE.db().update("UPDATE account SET roster_version = $1", PgRosterStore.REMOVED_KEPT);
    assertThat(store.changesAfter(account, 1)).isNotNull();

    long put = store.put(account, ITEM);
    store.remove(account, ROMEO);

    assertThat(store.changesAfter(account, put)).isNull();
    assertThat(DATABASE.db().query("SELECT jid FROM roster_item")).isEmpty();
  }
}
