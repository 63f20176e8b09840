package im.fenghuo.roster;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Jid;
import im.fenghuo.api.Roster;
import im.fenghuo.api.Roster.Subscription;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.XmlParser;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every store of rosters does.
abstract class RosterStoreContract {

  static final Jid ROMEO = Jid.parse("romeo@localhost");
  private static final Jid NURSE = Jid.parse("nurse@localhost");
  static final Roster.Item ITEM =
      new Roster.Item(ROMEO, "Romeo", Subscription.TO, true, false, List.of("Friends", "Montague"));
  private static final Element REQUEST =
      XmlParser.create()
          .parse("<presence xmlns='jabber:client' type='subscribe' from='romeo@localhost'/>");

  /// The store, with one account that has an empty roster.
  abstract RosterStore store();

  abstract long account();

  /// The account's roster as it is loaded.
  abstract RosterItems load();

  @Test
  void items_come_back_as_they_were_put() {
    long version = store().put(account(), ITEM);

    assertThat(load().items()).containsExactly(ITEM);
    assertThat(load().version()).isEqualTo(version).isEqualTo(1);
  }

  @Test
  void changes_come_in_the_order_of_their_versions_the_last_of_each_contact() {
    Roster.Item nurse = new Roster.Item(NURSE, "", Subscription.BOTH, false, true, List.of());
    long first = store().put(account(), ITEM);
    store().put(account(), ITEM);
    long third = store().put(account(), nurse);
    long fourth = store().remove(account(), ROMEO);

    assertThat(store().changesAfter(account(), first))
        .containsExactly(
            new RosterStore.Change(third, NURSE, nurse),
            new RosterStore.Change(fourth, ROMEO, null));
    assertThat(store().changesAfter(account(), fourth)).isEmpty();
  }

  @Test
  void a_version_from_the_future_is_unknown() {
    assertThat(store().changesAfter(account(), 1)).isNull();
    assertThat(store().changesAfter(account(), 0)).isEmpty();
  }

  @Test
  void a_request_is_no_item_and_no_change() {
    store().putRequest(account(), ROMEO, REQUEST);

    assertThat(load().items()).isEmpty();
    assertThat(load().request(ROMEO)).isEqualTo(REQUEST);
    assertThat(store().changesAfter(account(), 0)).isEmpty();

    store().putRequest(account(), ROMEO, null);
    assertThat(load().requests()).isEmpty();
  }

  @Test
  void a_request_is_answered_when_the_contact_may_see_the_user() {
    store().putRequest(account(), ROMEO, REQUEST);
    store().put(account(), ITEM);
    assertThat(load().request(ROMEO)).isEqualTo(REQUEST);

    store().put(account(), new Roster.Item(ROMEO, "", Subscription.FROM, true, false, List.of()));
    assertThat(load().requests()).isEmpty();
  }

  @Test
  void a_request_goes_with_its_item() {
    store().put(account(), ITEM);
    store().putRequest(account(), ROMEO, REQUEST);
    long version = store().remove(account(), ROMEO);

    assertThat(load().items()).isEmpty();
    assertThat(load().requests()).isEmpty();
    assertThat(store().changesAfter(account(), version - 1))
        .containsExactly(new RosterStore.Change(version, ROMEO, null));
  }

  @Test
  void a_contact_may_come_back() {
    store().put(account(), ITEM);
    store().remove(account(), ROMEO);
    long version = store().put(account(), ITEM);

    assertThat(load().items()).containsExactly(ITEM);
    assertThat(store().changesAfter(account(), 0))
        .containsExactly(new RosterStore.Change(version, ROMEO, ITEM));
  }

  @Test
  void removed_contacts_are_not_remembered_without_bound() {
    long first = 0;
    for (int i = 0; i <= RosterStore.REMEMBERED_REMOVALS; i++) {
      Jid contact = Jid.parse("contact" + i + "@localhost");
      long version =
          store()
              .put(
                  account(),
                  new Roster.Item(contact, "", Subscription.NONE, false, false, List.of()));
      first = first == 0 ? version : first;
      store().remove(account(), contact);
    }

    assertThat(store().changesAfter(account(), first)).isNull();
    assertThat(store().changesAfter(account(), requireNonNull(load()).version())).isEmpty();
  }
}
