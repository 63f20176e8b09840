package im.fenghuo.roster;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.account.TestNode;
import im.fenghuo.account.TestSession;
import im.fenghuo.api.Delay;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Phase;
import im.fenghuo.api.Presence;
import im.fenghuo.api.Roster;
import im.fenghuo.api.Roster.Subscription;
import im.fenghuo.api.Verdict;
import im.fenghuo.api.xml.Element;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// RFC 6121 §4 and §8.5, presence.
class PresencesTest {

  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
  private final TestNode node =
      new TestNode(
          new RosterLimits(3, 2, 2),
          registry ->
              registry.install(on -> {
                on.availability((session, before) ->
                    seen.add(
                        session.jid().resourcepart()
                            + (before == null ? " came" : "")
                            + (session.isAvailable() ? "" : " went")));
                on.presenceSent(Phase.CHECK, (presence, _) -> check(presence));
              }));

  private volatile String hiddenFrom = "";

  private Verdict<Presence> check(Presence presence) {
    Jid to = presence.to();
    return to != null && to.toString().equals(hiddenFrom)
        ? new Verdict.Drop<>("hidden")
        : new Verdict.Pass<>(presence);
  }

  @AfterEach
  void close() {
    node.close();
  }

  /// Each sees the other's presence.
  private void befriend(String one, String other) {
    put(one, other, Subscription.BOTH);
    put(other, one, Subscription.BOTH);
  }

  private void put(String user, String contact, Subscription subscription) {
    long id = node.store().find(node.account(user)).id();
    node.rosters()
        .put(id, new Roster.Item(Jid.parse(contact), "", subscription, false, false, List.of()));
  }

  @Test
  void initial_presence_goes_out_and_that_of_contacts_comes_in() {
    befriend("romeo@localhost", "juliet@localhost");
    TestSession juliet = node.session("juliet@localhost/balcony").send("<presence/>");
    assertThat(juliet.lines()).containsExactly("presence from juliet@localhost/balcony");

    TestSession romeo = node.session("romeo@localhost/garden").send("<presence/>");

    assertThat(juliet.lines()).containsExactly("presence from romeo@localhost/garden");
    assertThat(romeo.lines())
        .containsExactlyInAnyOrder(
            "presence from romeo@localhost/garden", "presence from juliet@localhost/balcony");
  }

  @Test
  void resources_of_one_account_see_each_other() {
    TestSession garden = node.session("romeo@localhost/garden").available();
    TestSession silent = node.session("romeo@localhost/silent");
    TestSession orchard = node.session("romeo@localhost/orchard").send("<presence/>");

    assertThat(orchard.lines())
        .containsExactly(
            "presence from romeo@localhost/orchard", "presence from romeo@localhost/garden");
    assertThat(garden.lines()).containsExactly("presence from romeo@localhost/orchard");
    assertThat(silent.lines()).isEmpty();
  }

  @Test
  void an_update_is_not_an_introduction() {
    befriend("romeo@localhost", "juliet@localhost");
    TestSession juliet = node.session("juliet@localhost/balcony").available();
    TestSession romeo = node.session("romeo@localhost/garden").available();
    juliet.received();

    romeo.send("<presence><show>away</show><priority>5</priority></presence>");

    assertThat(romeo.lines()).containsExactly("presence from romeo@localhost/garden");
    Element update = juliet.received().getFirst();
    assertThat(update.child("jabber:client", "show").text()).isEqualTo("away");
    assertThat(update.attribute("to")).isEqualTo("juliet@localhost");
  }

  @Test
  void who_may_not_see_it_does_not() {
    put("romeo@localhost", "juliet@localhost", Subscription.TO);
    put("juliet@localhost", "romeo@localhost", Subscription.FROM);
    TestSession juliet = node.session("juliet@localhost/balcony").available();
    TestSession romeo = node.session("romeo@localhost/garden").send("<presence/>");

    assertThat(juliet.lines()).isEmpty();
    assertThat(romeo.lines()).contains("presence from juliet@localhost/balcony");
    romeo.leave();
    assertThat(juliet.lines()).isEmpty();
  }

  @Test
  void a_lost_connection_is_unavailable_presence() {
    befriend("romeo@localhost", "juliet@localhost");
    TestSession juliet = node.session("juliet@localhost/balcony").available();
    TestSession romeo = node.session("romeo@localhost/garden").available();
    TestSession orchard = node.session("romeo@localhost/orchard").available();
    juliet.received();

    romeo.leave();

    assertThat(juliet.lines()).containsExactly("presence unavailable from romeo@localhost/garden");
    assertThat(orchard.lines()).containsExactly("presence unavailable from romeo@localhost/garden");
  }

  @Test
  void unavailable_presence_is_broadcast_once_with_its_words() {
    befriend("romeo@localhost", "juliet@localhost");
    TestSession juliet = node.session("juliet@localhost/balcony").available();
    TestSession romeo = node.session("romeo@localhost/garden").available();
    juliet.received();

    romeo.send("<presence type='unavailable'><status>bye</status></presence>");
    assertThat(juliet.received())
        .singleElement()
        .satisfies(bye -> assertThat(bye.child("jabber:client", "status").text()).isEqualTo("bye"));
    assertThat(romeo.lines()).containsExactly("presence unavailable from romeo@localhost/garden");
    romeo.leave();
    assertThat(juliet.lines()).isEmpty();
  }

  @Test
  void directed_presence_ends_with_the_session() {
    TestSession nurse = node.session("nurse@localhost/hall").available();
    TestSession romeo = node.session("romeo@localhost/garden").available();

    romeo.send("<presence to='nurse@localhost/hall'/>", "<presence><show>dnd</show></presence>");
    assertThat(nurse.lines()).containsExactly("presence from romeo@localhost/garden");

    romeo.send("<presence type='unavailable'/>");
    assertThat(nurse.lines()).containsExactly("presence unavailable from romeo@localhost/garden");
    romeo.leave();
    assertThat(nurse.lines()).isEmpty();
  }

  @Test
  void directed_presence_that_was_withdrawn_is_over() {
    TestSession nurse = node.session("nurse@localhost/hall").available();
    TestSession romeo = node.session("romeo@localhost/garden");
    romeo.send(
        "<presence to='nurse@localhost'/>", "<presence to='nurse@localhost' type='unavailable'/>");
    assertThat(nurse.lines()).hasSize(2);

    romeo.leave();

    assertThat(nurse.lines()).isEmpty();
  }

  @Test
  void a_contact_who_got_directed_presence_too_sees_one_end() {
    befriend("romeo@localhost", "juliet@localhost");
    TestSession juliet = node.session("juliet@localhost/balcony").available();
    TestSession romeo = node.session("romeo@localhost/garden");
    romeo.send("<presence to='juliet@localhost'/>", "<presence/>");
    juliet.received();

    romeo.leave();

    assertThat(juliet.lines()).containsExactly("presence unavailable from romeo@localhost/garden");
  }

  @Test
  void directed_presence_is_bounded() {
    TestSession romeo = node.session("romeo@localhost/garden");
    romeo.send(
        "<presence to='a@localhost'/>",
        "<presence to='b@localhost'/>",
        "<presence to='b@localhost'/>");
    assertThat(romeo.lines()).isEmpty();

    romeo.send("<presence to='c@localhost'/>");
    assertThat(romeo.lines())
        .containsExactly("presence error from c@localhost: resource-constraint");
  }

  @Test
  void the_addressee_is_not_rewritten() {
    TestSession one = node.session("juliet@localhost/one").available();
    TestSession two =
        node.session("juliet@localhost/two").send("<presence><priority>-1</priority></presence>");
    one.received();
    two.received();
    TestSession silent = node.session("juliet@localhost/silent");
    TestSession romeo = node.session("romeo@localhost/garden");

    romeo.send("<presence to='juliet@localhost'/>");

    for (TestSession each : List.of(one, two)) {
      assertThat(each.received())
          .singleElement()
          .satisfies(it -> assertThat(it.attribute("to")).isEqualTo("juliet@localhost"));
    }
    assertThat(silent.lines()).isEmpty();
  }

  @Test
  void presence_to_a_resource_reaches_it_alone() {
    TestSession one = node.session("juliet@localhost/one").available();
    TestSession two = node.session("juliet@localhost/two");
    TestSession romeo = node.session("romeo@localhost/garden");

    romeo.send("<presence to='juliet@localhost/two'/>", "<presence to='juliet@localhost/gone'/>");

    assertThat(two.lines()).containsExactly("presence from romeo@localhost/garden");
    assertThat(one.lines()).isEmpty();
    assertThat(romeo.lines()).isEmpty();
  }

  @Test
  void an_error_reaches_the_resource_it_is_for_and_ends_directed_presence() {
    TestSession romeo =
        node.session("romeo@localhost/garden").send("<presence to='nurse@localhost/hall'/>");
    TestSession nurse = node.session("nurse@localhost/hall");
    nurse.received();
    nurse.send(
        "<presence to='romeo@localhost' type='error'/>",
        "<presence to='romeo@localhost/garden' type='error'/>");

    assertThat(romeo.lines()).containsExactly("presence error from nurse@localhost/hall");
    romeo.leave();
    assertThat(nurse.lines()).isEmpty();
  }

  @Test
  void bad_presence_is_answered_and_changes_nothing() {
    TestSession romeo = node.session("romeo@localhost/garden");
    romeo.send(
        "<presence type='here'/>",
        "<presence><priority>300</priority></presence>",
        "<presence to='@'/>",
        "<presence type='error'/>",
        "<presence type='probe'/>");

    assertThat(romeo.lines())
        .containsExactly(
            "presence error from null: bad-request",
            "presence error from null: bad-request",
            "presence error from null: jid-malformed");
  }

  @Test
  void a_probe_of_a_stranger_cancels_what_he_believes_to_have() {
    node.session("juliet@localhost/balcony").available();
    TestSession paris = node.session("paris@localhost/x").interested().available();

    paris.send("<presence to='juliet@localhost' type='probe'/>");
    assertThat(paris.lines()).isEmpty(); // delivered only when there was a subscription to cancel

    put("tybalt@localhost", "juliet@localhost", Subscription.TO);
    TestSession tybalt = node.session("tybalt@localhost/x").interested().send("<presence/>");
    assertThat(tybalt.lines())
        .containsExactly(
            "presence from tybalt@localhost/x",
            "presence unsubscribed from juliet@localhost",
            "push juliet@localhost none");
  }

  @Test
  void a_probe_while_the_request_waits_is_not_a_denial() {
    TestSession juliet = node.session("juliet@localhost/balcony").available();
    TestSession romeo = node.session("romeo@localhost/garden").interested().available();
    romeo.send(
        "<presence to='juliet@localhost' type='subscribe'/>",
        "<presence to='juliet@localhost' type='probe'/>");

    assertThat(romeo.lines()).containsExactly("push juliet@localhost none ask");
    assertThat(juliet.lines()).hasSize(1);
  }

  @Test
  void a_probe_tells_since_when_a_contact_is_away() {
    befriend("romeo@localhost", "juliet@localhost");
    node.session("juliet@localhost/balcony").available().leave();
    TestSession romeo = node.session("romeo@localhost/garden").send("<presence/>");

    assertThat(romeo.received())
        .filteredOn(it -> "juliet@localhost".equals(it.attribute("from")))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.attribute("type")).isEqualTo("unavailable");
          assertThat(it.child(Delay.NAMESPACE, "delay").attribute("stamp"))
              .isEqualTo(TestNode.NOW.toString());
        });
  }

  @Test
  void contacts_who_are_not_in_memory_are_not_loaded_for_presence() {
    befriend("romeo@localhost", "juliet@localhost");
    int before = node.store().loads(Jid.parse("juliet@localhost"));

    node.session("romeo@localhost/garden").available().leave();

    assertThat(node.store().loads(Jid.parse("juliet@localhost"))).isEqualTo(before);
  }

  @Test
  void a_hook_may_hide_a_session_from_one_contact() {
    befriend("romeo@localhost", "juliet@localhost");
    befriend("romeo@localhost", "nurse@localhost");
    TestSession juliet = node.session("juliet@localhost/balcony").available();
    TestSession nurse = node.session("nurse@localhost/hall").available();
    hiddenFrom = "nurse@localhost";

    node.session("romeo@localhost/garden").available();

    assertThat(juliet.lines()).containsExactly("presence from romeo@localhost/garden");
    assertThat(nurse.lines()).isEmpty();
  }

  @Test
  void listeners_hear_of_every_change() {
    TestSession romeo = node.session("romeo@localhost/garden");
    romeo.send("<presence/>", "<presence/>", "<presence type='unavailable'/>", "<presence/>");
    romeo.leave();

    assertThat(seen)
        .containsExactly("garden came", "garden", "garden went", "garden came", "garden went");
  }

  @Test
  void the_last_words_of_a_client_are_heard_after_it_has_gone() {
    TestSession juliet = node.session("juliet@localhost/balcony").available();
    TestSession romeo = node.session("romeo@localhost/garden");
    romeo.send(
        "<iq type='get' id='1'><query xmlns='jabber:iq:roster'/></iq>",
        "<message to='juliet@localhost' type='chat'><body>adieu</body></message>",
        "<presence/>");
    romeo.leave();

    assertThat(juliet.lines()).containsExactly("message chat from romeo@localhost/garden: adieu");
    node.with("romeo@localhost", account -> assertThat(account.clientSessions()).isEmpty());
  }

  @Test
  void answers_to_probes_are_for_the_resource_that_needs_them() {
    befriend("romeo@localhost", "juliet@localhost");
    node.session("juliet@localhost/balcony").available();
    TestSession garden = node.session("romeo@localhost/garden").available();
    TestSession orchard = node.session("romeo@localhost/orchard").send("<presence/>");

    assertThat(garden.lines()).containsExactly("presence from romeo@localhost/orchard");
    assertThat(orchard.lines()).contains("presence from juliet@localhost/balcony");
  }

  @Test
  void a_request_that_was_denied_does_not_come_up_while_that_is_being_stored() {
    TestSession garden = node.session("juliet@localhost/garden").available();
    node.session("romeo@localhost/x").send("<presence to='juliet@localhost' type='subscribe'/>");
    garden.received();
    TestSession later = node.session("juliet@localhost/later");
    // in one turn of the account's loop
    node.with(
        "juliet@localhost",
        _ -> {
          garden.send("<presence to='romeo@localhost' type='unsubscribed'/>");
          later.send("<presence/>");
        });

    assertThat(later.lines())
        .containsExactly(
            "presence from juliet@localhost/later", "presence from juliet@localhost/garden");
  }
}
