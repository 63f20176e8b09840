package im.fenghuo.entity;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.account.TestNode;
import im.fenghuo.account.TestSession;
import im.fenghuo.api.Condition;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.entity.Entity;
import im.fenghuo.lane.Loop;
import im.fenghuo.roster.RosterLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocalEntitiesTest {

  private static final String JOIN = "<presence to='great@hall.localhost/%s'/>";
  private static final String SAY =
      "<message to='great@hall.localhost' type='groupchat'><body>%s</body></message>";

  private final Hall.Halls halls = new Hall.Halls();
  private final TestNode node =
      new TestNode(RosterLimits.DEFAULT, registry -> registry.install(halls::install));

  @AfterEach
  void close() {
    node.close();
  }

  private TestSession join(String jid, String nick) {
    TestSession session = node.session(jid);
    session.send(JOIN.formatted(nick)).received();
    return session;
  }

  @Test
  void everybody_gets_what_is_said_and_nobody_archives_it_but_the_entity() {
    TestSession romeo = join("romeo@localhost/garden", "romeo");
    TestSession juliet = join("juliet@localhost/balcony", "juliet");
    romeo.received();

    romeo.send(SAY.formatted("hello"));

    assertThat(juliet.lines())
        .containsExactly("message groupchat from great@hall.localhost: hello");
    assertThat(romeo.received())
        .singleElement()
        .satisfies(
            message -> assertThat(message.attribute("to")).isEqualTo("romeo@localhost/garden"));
    node.with("romeo@localhost", account -> assertThat(account.archive().last()).isZero());
    assertThat(node.archive().lastNumber(1_000_000)).isEqualTo(1);
  }

  @Test
  void all_hear_everything_in_the_same_order() {
    halls.onMessage =
        (hall, message) -> {
          if (message.element().toString().contains("slow")) {
            hall.lane.thenBlocking(() -> {
              hall.audience.send(message.withAddresses(hall.jid, null));
              hall.lane.send(message.withAddresses(hall.jid, message.from()));
            });
          }
        };
    List<TestSession> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(join("user" + i + "@localhost/r", "user" + i));
    }
    all.forEach(TestSession::received);

    for (int i = 0; i < 50; i++) {
      all.get(i % 20).send(SAY.formatted(i % 7 == 0 ? "slow " + i : "" + i));
    }

    List<String> first = distinct(all.getFirst());
    assertThat(first).hasSize(50);
    assertThat(all)
        .allSatisfy(session -> {
          if (session != all.getFirst()) {
            assertThat(distinct(session)).isEqualTo(first);
          }
        });
  }

  private static List<String> distinct(TestSession session) {
    return session.lines().stream().distinct().toList();
  }

  @Test
  void what_is_said_is_settled_when_it_is_durable() {
    TestSession romeo = join("romeo@localhost/garden", "romeo");
    node.archive().fail(true);

    romeo.send(SAY.formatted("hello"));
    CompletableFuture<Void> settled = new CompletableFuture<>();
    romeo.port().whenSettled(2, () -> settled.complete(null));
    node.with("romeo@localhost", _ -> {});
    assertThat(settled).isNotDone();

    node.archive().fail(false);
    settled.join();
  }

  @Test
  void a_step_goes_on_before_all_that_waits_and_its_sender_waits_for_all_of_it() {
    CompletableFuture<Void> gate = new CompletableFuture<>();
    halls.onMessage =
        (hall, message) -> {
          String body = body(message);
          halls.events.add("begin " + body);
          hall.lane.post(() -> halls.events.add("posted by " + body));
          hall.lane.thenBlocking(() -> {
            gate.join();
            hall.lane.thenQuick(() -> halls.events.add("within " + body));
          });
          hall.lane.thenQuick(() -> halls.events.add("end " + body));
        };
    TestSession romeo = join("romeo@localhost/garden", "romeo");
    halls.events.clear();

    romeo.send(SAY.formatted("1"), SAY.formatted("2"));
    CompletableFuture<Void> settled = new CompletableFuture<>();
    romeo.port().whenSettled(3, () -> settled.complete(null));
    assertThat(settled).isNotDone();
    gate.complete(null);
    settled.join();

    assertThat(halls.events)
        .containsSubsequence("begin 1", "within 1", "end 1", "begin 2", "within 2", "end 2")
        .contains("posted by 1");
  }

  private static String body(Message message) {
    return message.element().children().getFirst().text();
  }

  @Test
  void what_a_step_throws_is_answered() {
    halls.onMessage =
        (hall, message) -> {
          switch (body(message)) {
            case "no" -> throw new StanzaException(Condition.FORBIDDEN, "");
            case "later" ->
                hall.lane.thenBlocking(() -> {
                  throw new StanzaException(Condition.NOT_ALLOWED, "");
                });
            default -> throw new IllegalStateException("a bug, as it is meant to be here");
          }
        };
    TestSession romeo = node.session("romeo@localhost/garden");

    romeo.send(SAY.formatted("no"), SAY.formatted("later"), SAY.formatted("bug"));

    assertThat(romeo.lines())
        .containsExactly(
            "message error from great@hall.localhost: forbidden",
            "message error from great@hall.localhost: not-allowed",
            "message error from great@hall.localhost: internal-server-error");
  }

  @Test
  void what_cannot_be_loaded_is_answered_and_asked_again_by_the_next() {
    halls.onLoad =
        _ -> {
          throw new StanzaException(Condition.ITEM_NOT_FOUND, "");
        };
    TestSession romeo = node.session("romeo@localhost/garden");
    String request = "<iq type='get' id='1' to='great@hall.localhost'><x xmlns='test'/></iq>";

    assertThat(romeo.send(request).lines()).containsExactly("iq error 1: item-not-found");
    halls.onLoad = _ -> {};
    assertThat(romeo.send(request).lines()).containsExactly("iq result 1");
  }

  @Test
  void whoever_is_refused_is_not_said_to_leave() {
    TestSession juliet = join("juliet@localhost/balcony", "juliet");
    TestSession romeo = node.session("romeo@localhost/garden");
    romeo.send("<presence to='great@hall.localhost/refused'/>");
    assertThat(romeo.lines())
        .containsExactly("presence error from great@hall.localhost/refused: not-allowed");

    romeo.leave();

    assertThat(juliet.received()).isEmpty();
    assertThat(halls.events).containsExactly("load great@hall.localhost");
  }

  @Test
  void a_session_that_ends_says_so() {
    TestSession romeo = join("romeo@localhost/garden", "romeo");
    TestSession juliet = join("juliet@localhost/balcony", "juliet");

    juliet.leave();

    assertThat(romeo.lines())
        .containsExactly(
            "presence from great@hall.localhost/juliet",
            "presence unavailable from great@hall.localhost/juliet");
    assertThat(halls.events).contains("left juliet@localhost/balcony");
    assertThat(halls.events).noneMatch(event -> event.startsWith("lost"));
  }

  @Test
  void whoever_is_not_there_is_lost() {
    halls.onMessage =
        (hall, _) -> {
          hall.audience.add(Jid.parse("juliet@localhost/tomb"));
          hall.audience.add(Jid.parse("nobody@localhost/x"));
        };
    TestSession romeo = join("romeo@localhost/garden", "romeo");
    node.account("juliet@localhost");

    romeo.send(SAY.formatted("hello")).received();

    assertThat(String.join(" ", halls.events))
        .contains("lost", "juliet@localhost/tomb", "nobody@localhost/x");
  }

  @Test
  void an_audience_outside_is_sent_to_one_by_one() {
    halls.onMessage = (hall, _) -> hall.audience.add(Jid.parse("somebody@remote.example/x"));
    TestSession romeo = join("romeo@localhost/garden", "romeo");

    romeo.send(SAY.formatted("hello")).received();

    assertThat(halls.events).contains("message error");
  }

  @Test
  void what_nothing_needs_leaves_and_comes_back() {
    TestSession romeo = join("romeo@localhost/garden", "romeo");
    pass();
    assertThat(halls.events).doesNotContain("leave IDLE");

    romeo.send("<presence type='unavailable' to='great@hall.localhost/romeo'/>").received();
    pass();
    pass();
    assertThat(halls.events)
        .containsExactly("load great@hall.localhost", "left romeo@localhost/garden", "leave IDLE");

    romeo.send(JOIN.formatted("romeo")).received();
    assertThat(halls.events).hasSize(4).last().isEqualTo("load great@hall.localhost");
  }

  private void pass() {
    node.pass(Duration.ofSeconds(70));
    for (Loop loop : node.loops().all()) {
      loop.execute(() -> node.core().entities().sweep(loop));
    }
    node.settle();
  }

  @Test
  void nobody_leaves_what_is_not_there() {
    TestSession romeo = node.session("romeo@localhost/garden");

    romeo.send(
        "<presence type='unavailable' to='great@hall.localhost/romeo'/>",
        "<message type='error' to='great@hall.localhost'/>",
        "<iq type='result' id='1' to='great@hall.localhost'/>");

    assertThat(romeo.lines()).isEmpty();
    assertThat(halls.events).isEmpty();
  }

  @Test
  void an_entity_that_moves_says_its_last_word_and_what_waits_goes_on() {
    CompletableFuture<Void> gate = new CompletableFuture<>();
    CompletableFuture<Void> begun = new CompletableFuture<>();
    TestSession romeo = join("romeo@localhost/garden", "romeo");
    halls.onMessage =
        (hall, _) ->
            hall.lane.thenBlocking(() -> {
              begun.complete(null);
              gate.join();
            });
    romeo.send(SAY.formatted("first"), SAY.formatted("second"));
    begun.join();
    for (Loop loop : node.loops().all()) {
      loop.execute(() -> node.core().entities().leave(loop, _ -> true));
    }
    flush();
    gate.complete(null);

    assertThat(romeo.lines())
        .contains(
            "message groupchat from great@hall.localhost: first",
            "presence unavailable from great@hall.localhost");
    assertThat(halls.events)
        .as("the second one makes it anew")
        .containsExactly(
            "load great@hall.localhost",
            "leave " + Entity.Departure.MOVED,
            "load great@hall.localhost");
  }

  @Test
  void when_the_server_stops_everybody_hears_of_it_and_nothing_comes_anew() {
    TestSession romeo = join("romeo@localhost/garden", "romeo");
    romeo.send(SAY.formatted("hello"));

    node.core().stop(Duration.ofSeconds(10));

    assertThat(romeo.soFar())
        .containsExactly(
            "message groupchat from great@hall.localhost: hello",
            "presence unavailable from great@hall.localhost");
    romeo.send(SAY.formatted("late"));
    assertThat(romeo.lines())
        .containsExactly("message error from great@hall.localhost: service-unavailable");
    assertThat(halls.events).containsExactly("load great@hall.localhost", "leave STOPPED");
  }

  @Test
  void what_is_said_in_private_is_archived_as_with_anybody() {
    halls.onMessage =
        (hall, message) -> {
          if (message.type() == Message.Type.CHAT) {
            hall.lane.send(
                message.withAddresses(
                    Jid.parse("great@hall.localhost/romeo"),
                    Jid.parse("juliet@localhost/balcony")));
          }
        };
    halls.isArchiving = false;
    TestSession romeo = node.session("romeo@localhost/garden");
    TestSession juliet = node.session("juliet@localhost/balcony");

    romeo.send(
        "<message to='great@hall.localhost/juliet' type='chat'><body>psst</body></message>",
        "<message to='great@hall.localhost'><invite xmlns='test'/></message>");

    assertThat(juliet.lines())
        .containsExactly("message chat from great@hall.localhost/romeo: psst");
    node.with("romeo@localhost", account -> assertThat(account.archive().last()).isOne());
    node.with("juliet@localhost", account -> assertThat(account.archive().last()).isOne());
  }

  /// All that one loop has for another has come there.
  private void flush() {
    for (Loop loop : node.loops().all()) {
      CompletableFuture<Void> done = new CompletableFuture<>();
      loop.execute(() -> done.complete(null));
      done.join();
    }
  }
}
