package im.fenghuo.account;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Jid;
import im.fenghuo.api.Roster;
import im.fenghuo.archive.Retention;
import im.fenghuo.roster.RosterStore;
import im.fenghuo.sasl.Credentials;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every store of accounts does.
abstract class AccountStoreContract {

  private static final Jid JULIET = Jid.parse("juliet@localhost");
  private static final Roster.Item CONTACT =
      new Roster.Item(
          Jid.parse("romeo@localhost"), "", Roster.Subscription.NONE, false, false, List.of());

  /// The store, empty at first.
  abstract AccountStore store();

  /// The rosters of the same accounts.
  abstract RosterStore rosters();

  /// Puts a row into an account's archive.
  abstract void archive(long id, long number);

  /// Fails when there is something of an account that was removed.
  abstract void assertNothingIsLeft(long id);

  @Test
  void an_account_exists_from_its_making_to_its_removal() {
    assertThat(store().exists(JULIET)).isFalse();
    store().create(JULIET, "keys");
    assertThat(store().exists(JULIET)).isTrue();
    store().remove(JULIET);
    assertThat(store().exists(JULIET)).isFalse();
  }

  @Test
  void an_account_comes_with_its_roster() {
    store().create(JULIET, "keys");
    long version = rosters().put(store().find(JULIET).id(), CONTACT);

    assertThat(store().find(JULIET).roster().items()).containsExactly(CONTACT);
    assertThat(store().find(JULIET).roster().version()).isEqualTo(version);
  }

  @Test
  void a_name_is_taken_once() {
    assertThat(store().create(JULIET, "keys")).isTrue();
    assertThat(store().create(JULIET, "others")).isFalse();

    assertThat(store().find(JULIET).credentials()).isEqualTo("keys");
    assertThat(store().find(Jid.parse("romeo@localhost"))).isNull();
  }

  @Test
  void credentials_are_replaced() {
    assertThat(store().updateCredentials(JULIET, "new")).isFalse();
    store().create(JULIET, "old");

    assertThat(store().updateCredentials(JULIET, "new")).isTrue();
    assertThat(store().find(JULIET).credentials()).isEqualTo("new");
  }

  @Test
  void an_account_may_have_a_retention_of_its_own() {
    Retention days = new Retention(30);
    assertThat(store().updateRetention(JULIET, days)).isFalse();
    store().create(JULIET, "keys");
    assertThat(store().find(JULIET).retention()).isNull();
    assertThat(store().updateRetention(JULIET, days)).isTrue();
    assertThat(store().find(JULIET).retention()).isEqualTo(days);
    store().updateRetention(JULIET, Retention.FOREVER);
    assertThat(store().find(JULIET).retention()).isEqualTo(Retention.FOREVER);
    store().updateRetention(JULIET, null);
    assertThat(store().find(JULIET).retention()).isNull();
  }

  @Test
  void removal_takes_the_archive_and_the_roster_along() {
    store().create(JULIET, "keys");
    long id = store().find(JULIET).id();
    archive(id, 1);
    rosters().put(id, CONTACT);

    assertThat(store().remove(JULIET)).isTrue();
    assertThat(store().remove(JULIET)).isFalse();
    store().clearRemovedArchives();

    assertNothingIsLeft(id);
  }

  @Test
  void the_last_number_is_that_of_the_archive() {
    store().create(JULIET, "keys");
    long id = store().find(JULIET).id();
    assertThat(store().find(JULIET).end().number()).isZero();
    archive(id, 1);
    archive(id, 2);

    assertThat(store().find(JULIET).end().number()).isEqualTo(2);
  }

  @Test
  void the_delivered_cursor_only_moves_forward() {
    store().create(JULIET, "keys");
    long id = store().find(JULIET).id();
    store().save(List.of(new Progress(id, 7, null)));
    store().save(List.of(new Progress(id, 5, null), new Progress(-1, 9, null)));

    assertThat(store().find(JULIET).delivered()).isEqualTo(7);
  }

  @Test
  void the_time_of_leaving_is_kept() {
    store().create(JULIET, "keys");
    Instant time = Instant.parse("2026-11-21T12:00:00Z");
    assertThat(store().lastOnline(JULIET)).isNull();
    long id = store().find(JULIET).id();
    store().save(List.of(new Progress(id, 0, time)));
    store().save(List.of(new Progress(id, 0, null)));

    assertThat(store().lastOnline(JULIET)).isEqualTo(time);
    assertThat(store().find(JULIET).lastOnline()).isEqualTo(time);
  }

  @Test
  void accounts_of_anonymous_clients_are_found_in_pages() {
    List.of("c", "a", "b")
        .forEach(name -> store().create(Jid.parse(name + "@localhost"), Credentials.ANONYMOUS));
    store().create(JULIET, "keys");

    List<Jid> page = store().anonymous(2, null);
    assertThat(page).containsExactly(Jid.parse("a@localhost"), Jid.parse("b@localhost"));
    assertThat(store().anonymous(2, page.getLast())).containsExactly(Jid.parse("c@localhost"));
  }

  @Test
  void accounts_are_listed_in_pages() {
    List.of("c", "a", "b").forEach(name -> store().create(Jid.parse(name + "@localhost"), ""));

    assertThat(store().localparts("localhost", 2, "")).containsExactly("a", "b");
    assertThat(store().localparts("localhost", 2, "b")).containsExactly("c");
    assertThat(store().localparts("elsewhere", 2, "")).isEmpty();
    assertThat(store().count("localhost")).isEqualTo(3);
    assertThat(store().count("elsewhere")).isZero();
  }
}
