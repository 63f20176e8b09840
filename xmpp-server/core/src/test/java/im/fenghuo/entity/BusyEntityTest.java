package im.fenghuo.entity;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.account.TestNode;
import im.fenghuo.account.TestSession;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.lane.Loop;
import im.fenghuo.roster.RosterLimits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BusyEntityTest {

  private static final String SAY =
      "<message to='great@hall.localhost' type='groupchat'><body>%s</body></message>";

  private final Hall.Halls halls = new Hall.Halls();
  private final TestNode node =
      new TestNode(RosterLimits.DEFAULT, registry -> registry.install(halls::install));

  @AfterEach
  void close() {
    node.close();
  }

  private static String body(Message message) {
    return message.element().children().getFirst().text();
  }

  @Test
  void a_flood_of_one_keeps_nobody_else_waiting_and_is_bounded() {
    CompletableFuture<Void> gate = new CompletableFuture<>();
    halls.onMessage =
        (hall, message) -> {
          halls.events.add(body(message));
          if (body(message).equals("gate")) {
            hall.lane.thenBlocking(gate::join);
          }
        };
    halls.isArchiving = false;
    TestSession romeo = node.session("romeo@localhost/garden");
    TestSession juliet = node.session("juliet@localhost/balcony");
    romeo.send(SAY.formatted("gate"));
    for (int i = 0; i < Inbox.MAX_OF_ONE + 10; i++) {
      romeo.send(SAY.formatted("flood"));
    }
    node.with("romeo@localhost", _ -> {});
    flush();
    juliet.send(SAY.formatted("patient"));
    node.with("juliet@localhost", _ -> {});
    flush();
    gate.complete(null);

    assertThat(romeo.lines())
        .hasSize(10)
        .containsOnly("message error from great@hall.localhost: resource-constraint");
    assertThat(halls.events).contains("patient");
    assertThat(halls.events.indexOf("patient")).isLessThan(6);
    assertThat(juliet.lines()).isEmpty();
  }

  @Test
  void an_entity_does_not_run_ahead_of_those_who_hear_it() {
    Loop own = node.loops().of(Jid.parse("great@hall.localhost").hashCode());
    List<TestSession> far = new ArrayList<>();
    List<TestSession> near = new ArrayList<>();
    for (int i = 0; far.size() < 100 || near.isEmpty(); i++) {
      TestSession session = node.session("user" + i + "@localhost/r");
      (session.accountLoop().equals(own) ? near : far).add(session);
    }
    far.forEach(session ->
        session.send(
            "<presence to='great@hall.localhost/%s'/>".formatted(session.jid().localpart())));
    node.settle();
    far.forEach(TestSession::soFar);
    List<String> begun = Collections.synchronizedList(new ArrayList<>());
    halls.onMessage = (_, message) -> begun.add(body(message));
    CompletableFuture<Void> gate = new CompletableFuture<>();
    far.getFirst().accountLoop().execute(gate::join);

    for (int i = 0; i < 60; i++) {
      near.getFirst().send(SAY.formatted(i));
    }
    CompletableFuture<Void> passed = new CompletableFuture<>();
    own.execute(() -> passed.complete(null));
    passed.join();
    assertThat(begun).hasSizeBetween(10, 50);
    gate.complete(null);

    assertThat(far.getFirst().lines()).hasSize(60);
    assertThat(far.getLast().lines()).hasSize(60);
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
