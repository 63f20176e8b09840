package im.fenghuo.roster;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.account.TestNode;
import im.fenghuo.account.TestSession;
import im.fenghuo.api.Jid;
import im.fenghuo.api.xml.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// RFC 6121 §3, between two accounts.
class SubscriptionsTest {

  private static final String ROMEO = "romeo@localhost";
  private static final String JULIET = "juliet@localhost";

  private final TestNode node = new TestNode(new RosterLimits(3, 2, 2), _ -> {});
  private TestSession romeo;
  private TestSession juliet;

  @BeforeEach
  void two_people() {
    romeo = node.session("romeo@localhost/garden").interested().available();
    juliet = node.session("juliet@localhost/balcony").interested().available();
  }

  @AfterEach
  void close() {
    node.close();
  }

  private void subscribe(TestSession user, TestSession contact) {
    user.send("<presence to='" + contact.jid().bare() + "' type='subscribe'/>");
    node.settle();
    contact.send("<presence to='" + user.jid().bare() + "' type='subscribed'/>");
    user.received();
    contact.received();
  }

  @Test
  void a_request_is_pushed_to_the_user_and_delivered_to_the_contact() {
    romeo.send("<presence to='juliet@localhost/balcony' type='subscribe'/>");

    assertThat(romeo.lines()).containsExactly("push juliet@localhost none ask");
    Element request = juliet.received().getFirst();
    assertThat(request.attribute("from")).isEqualTo(ROMEO);
    assertThat(request.attribute("to")).isEqualTo(JULIET);
  }

  @Test
  void an_approval_brings_pushes_to_both_and_presence_to_the_user() {
    romeo.send("<presence to='juliet@localhost' type='subscribe'/>");
    assertThat(juliet.lines()).containsExactly("presence subscribe from romeo@localhost");
    romeo.received();

    juliet.send("<presence to='romeo@localhost' type='subscribed'/>");

    assertThat(juliet.lines()).containsExactly("push romeo@localhost from");
    assertThat(romeo.lines())
        .containsExactly(
            "presence subscribed from juliet@localhost",
            "push juliet@localhost to",
            "presence from juliet@localhost/balcony");
  }

  @Test
  void a_denial_leaves_the_contact_without_an_item() {
    romeo.send("<presence to='juliet@localhost' type='subscribe'/>");
    romeo.received();
    juliet.received();

    juliet.send("<presence to='romeo@localhost' type='unsubscribed'/>");

    assertThat(juliet.lines()).isEmpty();
    assertThat(romeo.lines())
        .containsExactly(
            "presence unsubscribed from juliet@localhost", "push juliet@localhost none");
    TestSession later = node.session("juliet@localhost/chamber").send("<presence/>");
    assertThat(later.lines()).doesNotContain("presence subscribe from romeo@localhost");
  }

  @Test
  void a_request_waits_with_all_it_carries_for_who_is_away() {
    juliet.leave();
    romeo.send(
        "<presence to='juliet@localhost' type='subscribe'><status>It is I</status>"
            + "<nick xmlns='http://jabber.org/protocol/nick'>Romeo</nick></presence>");
    node.settle();

    TestSession back = node.session("juliet@localhost/balcony").send("<presence/>");
    assertThat(back.received())
        .filteredOn(stanza -> "subscribe".equals(stanza.attribute("type")))
        .singleElement()
        .satisfies(request -> {
          assertThat(request.has("http://jabber.org/protocol/nick", "nick")).isTrue();
          assertThat(request.attribute("to")).isEqualTo(JULIET);
        });
    TestSession another = node.session("juliet@localhost/chamber").send("<presence/>");
    assertThat(another.lines()).contains("presence subscribe from romeo@localhost");
  }

  @Test
  void a_request_that_waits_is_not_in_the_roster() {
    romeo.send("<presence to='juliet@localhost' type='subscribe'/>");
    juliet.received();

    juliet.send("<iq type='get' id='1'><query xmlns='jabber:iq:roster'/></iq>");

    assertThat(juliet.received().getFirst().firstChild().children()).isEmpty();
  }

  @Test
  void who_is_subscribed_already_is_answered_by_the_server() {
    subscribe(romeo, juliet);

    romeo.send("<presence to='juliet@localhost' type='subscribe'/>");

    assertThat(romeo.lines()).isEmpty();
    assertThat(juliet.lines()).isEmpty();
  }

  @Test
  void an_approval_in_advance_answers_the_request() {
    juliet.send("<presence to='romeo@localhost' type='subscribed'/>");
    assertThat(juliet.lines()).containsExactly("push romeo@localhost none approved");
    assertThat(romeo.lines()).isEmpty();

    romeo.send("<presence to='juliet@localhost' type='subscribe'/>");

    assertThat(romeo.lines())
        .containsExactly(
            "push juliet@localhost none ask",
            "presence subscribed from juliet@localhost",
            "push juliet@localhost to",
            "presence from juliet@localhost/balcony");
    assertThat(juliet.lines()).containsExactly("push romeo@localhost from");
  }

  @Test
  void a_cancelled_subscription_hides_the_contact_first() {
    subscribe(romeo, juliet);

    juliet.send("<presence to='romeo@localhost' type='unsubscribed'/>");

    assertThat(romeo.lines())
        .containsExactly(
            "presence unavailable from juliet@localhost/balcony",
            "presence unsubscribed from juliet@localhost",
            "push juliet@localhost none");
    assertThat(juliet.lines()).containsExactly("push romeo@localhost none");
    juliet.send("<presence><show>away</show></presence>");
    assertThat(romeo.lines()).isEmpty();
  }

  @Test
  void who_unsubscribes_sees_the_contact_go() {
    subscribe(romeo, juliet);

    romeo.send("<presence to='juliet@localhost' type='unsubscribe'/>");

    assertThat(romeo.lines())
        .containsExactly(
            "push juliet@localhost none", "presence unavailable from juliet@localhost/balcony");
    assertThat(juliet.lines())
        .containsExactly("presence unsubscribe from romeo@localhost", "push romeo@localhost none");
  }

  @Test
  void an_answer_that_was_not_asked_for_changes_nothing() {
    juliet.send("<presence to='romeo@localhost' type='unsubscribe'/>");
    juliet.send("<presence to='romeo@localhost' type='unsubscribed'/>");

    assertThat(romeo.lines()).isEmpty();
    assertThat(juliet.lines()).isEmpty();
  }

  @Test
  void nobody_subscribes_to_himself() {
    romeo.send("<presence to='romeo@localhost' type='subscribe'/>");

    assertThat(romeo.lines()).isEmpty();
  }

  @Test
  void a_subscription_to_nobody_in_particular_is_refused() {
    romeo.send("<presence type='subscribe'/>");

    assertThat(romeo.lines()).containsExactly("presence error from null: bad-request");
  }

  @Test
  void a_request_to_nobody_stays_without_an_answer() {
    romeo.send("<presence to='nobody@localhost' type='subscribe'/>");

    assertThat(romeo.lines()).containsExactly("push nobody@localhost none ask");
  }

  @Test
  void requests_and_items_are_bounded() {
    for (String name : new String[] {"a", "b", "c"}) {
      node.session(name + "@localhost/x")
          .send("<presence to='juliet@localhost' type='subscribe'/>");
      romeo.send("<presence to='" + name + "@localhost' type='subscribe'/>");
    }
    assertThat(juliet.lines()).hasSize(2);
    assertThat(romeo.lines()).hasSize(3);

    romeo.send("<presence to='d@localhost' type='subscribe'/>");
    assertThat(romeo.lines())
        .containsExactly("presence error from d@localhost: resource-constraint");
  }

  @Test
  void a_large_request_is_kept_without_its_content() {
    romeo.send(
        "<presence to='juliet@localhost' type='subscribe'><status>"
            + "x".repeat(10_000)
            + "</status></presence>");
    node.settle();

    long id = node.store().find(Jid.parse(JULIET)).id();
    Element kept = node.rosters().roster(id).request(Jid.parse(ROMEO));
    assertThat(kept.children()).isEmpty();
    assertThat(juliet.received().getFirst().children()).hasSize(1);
  }

  @Test
  void a_session_waits_for_its_change_before_it_goes_on() {
    romeo.send(
        "<presence to='juliet@localhost' type='subscribe'/>",
        "<iq type='get' id='1'><query xmlns='jabber:iq:roster'/></iq>");

    assertThat(romeo.lines()).containsExactly("push juliet@localhost none ask", "iq result 1");
  }

  @Test
  void nothing_happens_that_was_not_stored() {
    node.rosters().fail(true);
    romeo.send("<presence to='juliet@localhost' type='subscribe'/>");

    assertThat(romeo.lines())
        .containsExactly("presence error from juliet@localhost: resource-constraint");
    assertThat(juliet.lines()).isEmpty();

    node.rosters().fail(false);
    romeo.send("<presence to='juliet@localhost' type='subscribe'/>");
    assertThat(juliet.lines()).containsExactly("presence subscribe from romeo@localhost");
  }
}
