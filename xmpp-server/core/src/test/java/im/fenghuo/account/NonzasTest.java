package im.fenghuo.account;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Registrar;
import im.fenghuo.api.Session;
import im.fenghuo.registry.Registry;
import im.fenghuo.roster.RosterLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is no stanza, and sessions that hold back.
class NonzasTest {

  private static final String HOLD = "<hold xmlns='urn:example:hold'/>";
  private static final String GO_ON = "<go-on xmlns='urn:example:hold'/>";
  private static final String PING =
      "<iq type='get' id='roster'><query xmlns='jabber:iq:roster'/></iq>";

  private final TestNode node = new TestNode(RosterLimits.DEFAULT, NonzasTest::install);
  private final TestSession romeo = node.session("romeo@localhost/garden");
  private final TestSession juliet = node.session("juliet@localhost/balcony").available();

  /// Chat without a body may wait.
  private static void install(Registry registry) {
    registry.install(on -> {
      on.nonza("urn:example:hold", "hold", (_, session) -> session.holdBack(true));
      on.nonza("urn:example:hold", "go-on", (_, session) -> session.holdBack(false));
      on.ephemeral("urn:example:state");
      on.holding(stanza ->
          stanza.has("jabber:client", "body") || !stanza.name().equals("message")
              ? null
              : String.valueOf(stanza.attribute("from")));
      on.sessions(
          new Registrar.SessionListener() {
            @Override
            public void bound(Session session) {
              session.holdBack(false);
            }

            @Override
            public void gone(Session session) {
              // Nothing is kept.
            }

            @Override
            public void resumed(Session session) {
              session.holdBack(false);
            }
          });
    });
  }

  @AfterEach
  void close() {
    node.close();
  }

  private void state(String name) {
    romeo.send(
        "<message to='juliet@localhost/balcony' type='chat'><%s xmlns='urn:example:state'/></message>"
            .formatted(name));
    node.settle();
  }

  private void say(String body) {
    romeo.send(
        "<message to='juliet@localhost' type='chat'><body>%s</body></message>".formatted(body));
    node.settle();
  }

  private void hold() {
    juliet.send(HOLD);
    assertThat(juliet.lines()).isEmpty();
  }

  @Test
  void what_may_wait_comes_with_the_next_message_of_the_archive() {
    hold();
    state("composing");
    state("paused");
    assertThat(juliet.lines()).isEmpty();

    say("Hello");

    assertThat(juliet.lines())
        .containsExactly(
            "message chat from romeo@localhost/garden",
            "message chat from romeo@localhost/garden: Hello");
  }

  @Test
  void a_nonza_has_its_effect_before_the_next_request_is_answered() {
    hold();
    state("composing");

    juliet.send(GO_ON, PING);

    assertThat(juliet.lines())
        .containsExactly("message chat from romeo@localhost/garden", "iq result roster");
  }

  @Test
  void who_is_resumed_gets_what_was_held() {
    hold();
    state("composing");

    juliet.port().resumed();

    assertThat(juliet.lines()).hasSize(1);
    state("paused");
    assertThat(juliet.lines()).hasSize(1);
  }

  @Test
  void nonzas_are_settled_in_turn_with_stanzas() {
    juliet.send(HOLD, PING, GO_ON, "<unknown xmlns='urn:example:hold'/>");
    node.settle();
    node.with("juliet@localhost", account -> juliet.port().whenSettled(5, () -> {}));
    assertThat(juliet.port().settled()).isEqualTo(5); // with the presence
  }

  @Test
  void what_is_held_when_a_session_ends_is_not_sent() {
    hold();
    state("composing");
    juliet.leave();
    assertThat(juliet.lines()).isEmpty();
  }
}
