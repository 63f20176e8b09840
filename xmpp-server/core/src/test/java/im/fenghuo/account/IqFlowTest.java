package im.fenghuo.account;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Condition;
import im.fenghuo.api.DbException;
import im.fenghuo.api.Iq;
import im.fenghuo.api.Phase;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.Verdict;
import im.fenghuo.api.xml.Element;
import im.fenghuo.registry.CoreRegistrar;
import im.fenghuo.roster.RosterLimits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IqFlowTest {

  private final CompletableFuture<Void> gate = new CompletableFuture<>();
  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
  private final TestNode node =
      new TestNode(RosterLimits.DEFAULT, registry -> registry.install(this::install));
  private TestSession romeo;
  private TestSession juliet;

  private void install(CoreRegistrar on) {
    on.iq(Iq.Type.GET, Target.ACCOUNT, "test", "slow", _ -> waitForGate());
    on.change(Iq.Type.GET, Target.ACCOUNT, "test", "change", _ -> waitForGate());
    on.quickIq(
        Iq.Type.GET,
        Target.ACCOUNT,
        "test",
        "quick",
        _ -> {
          seen.add("quick");
          return null;
        });
    on.iq(
        Iq.Type.GET,
        Target.ACCOUNT,
        "test",
        "database",
        _ -> {
          throw new DbException(DbException.Kind.UNAVAILABLE, "gone", null);
        });
    on.quickIq(
        Iq.Type.GET,
        Target.ACCOUNT,
        "test",
        "bug",
        _ -> {
          throw new IllegalStateException("a bug");
        });
    on.quickIq(
        Iq.Type.GET,
        Target.SERVER,
        "test",
        "no",
        _ -> {
          throw new StanzaException(Condition.NOT_ALLOWED, "");
        });
    on.quickIq(Iq.Type.GET, Target.SERVER, "test", "yes", _ -> null);
    on.messageSent(
        Phase.CHECK,
        (message, _) -> {
          seen.add("message");
          return new Verdict.Pass<>(message);
        });
  }

  private @Nullable Element waitForGate() {
    gate.join();
    seen.add("iq");
    return null;
  }

  @BeforeEach
  void two_people() {
    romeo = node.session("romeo@localhost/garden");
    juliet = node.session("juliet@localhost/balcony").available();
  }

  @AfterEach
  void close() {
    gate.complete(null);
    node.close();
  }

  private static String get(String name, String to) {
    return "<iq type='get' id='1'" + to + "><" + name + " xmlns='test'/></iq>";
  }

  @ParameterizedTest
  @ValueSource(strings = {"slow", "change"})
  void what_follows_a_request_waits_for_it_and_what_comes_in_does_not(String request) {
    romeo.send(get(request, ""), "<message to='juliet@localhost'><body>after</body></message>");
    juliet.send("<message to='romeo@localhost/garden'><body>meanwhile</body></message>");
    node.with("juliet@localhost", _ -> {});
    node.with("romeo@localhost", _ -> {});
    assertThat(romeo.soFar()).containsExactly("message from juliet@localhost/balcony: meanwhile");
    assertThat(seen).containsExactly("message"); // Juliet's

    gate.complete(null);

    assertThat(romeo.lines()).containsExactly("iq result 1");
    assertThat(seen).containsExactly("message", "iq", "message");
    assertThat(juliet.lines()).containsExactly("message from romeo@localhost/garden: after");
  }

  @Test
  void requests_of_others_do_not_hold_up_the_account() {
    romeo.send(get("slow", " to='juliet@localhost'"));
    juliet.send("<message to='romeo@localhost/garden'><body>meanwhile</body></message>");
    node.with("juliet@localhost", _ -> {});
    node.with("romeo@localhost", _ -> {});
    assertThat(romeo.soFar()).containsExactly("message from juliet@localhost/balcony: meanwhile");

    gate.complete(null);
    assertThat(romeo.lines()).containsExactly("iq result 1");
  }

  @Test
  void requests_of_others_see_the_changes_that_came_first() {
    juliet.send(get("change", ""));
    node.with("juliet@localhost", _ -> {});
    romeo.send(get("quick", " to='juliet@localhost'"));
    node.with("romeo@localhost", _ -> {});
    node.with("juliet@localhost", _ -> {});
    assertThat(seen).isEmpty();

    gate.complete(null);

    assertThat(romeo.lines()).containsExactly("iq result 1");
    assertThat(seen).containsExactly("iq", "quick");
  }

  @Test
  void every_failure_has_its_answer() {
    romeo.send(get("database", ""), get("bug", ""), get("unknown", ""));
    romeo.send(get("yes", " to='localhost'"), get("no", " to='localhost'"));
    romeo.send(
        get("unknown", " to='nobody@localhost'"), get("unknown", " to='juliet@localhost/x'"));
    romeo.send(get("unknown", " to='juliet@elsewhere'"), "<iq type='get' id='1'/>");

    assertThat(romeo.lines())
        .containsExactlyInAnyOrder(
            "iq error 1: resource-constraint",
            "iq error 1: internal-server-error",
            "iq error 1: service-unavailable",
            "iq result 1",
            "iq error 1: not-allowed",
            "iq error 1: service-unavailable",
            "iq error 1: service-unavailable",
            "iq error 1: remote-server-not-found",
            "iq error 1: bad-request");
  }

  @Test
  void answers_are_not_answered() {
    romeo.send(
        "<iq type='result' id='1'/>",
        "<iq type='error' id='2' to='nobody@localhost'/>",
        "<iq type='result' id='3' to='juliet@localhost/gone'/>",
        "<iq type='result' id='4' to='juliet@localhost/balcony'/>");

    assertThat(romeo.lines()).isEmpty();
    assertThat(juliet.lines()).containsExactly("iq result 4");
  }

  @Test
  void stanzas_are_settled_when_they_are_handled() {
    romeo.send(get("slow", ""), "<message to='juliet@localhost'><body>Hi</body></message>");
    CompletableFuture<Void> settled = new CompletableFuture<>();
    romeo.port().whenSettled(2, () -> settled.complete(null));
    node.with("romeo@localhost", _ -> {});
    assertThat(settled).isNotDone();

    gate.complete(null);

    settled.join();
    assertThat(romeo.port().settled()).isEqualTo(2);
  }

  /// A client may ask twice, or before it has sent anything.
  @Test
  void what_is_settled_already_is_told_at_once() {
    for (int count : new int[] {0, 1, 1}) {
      romeo.send(count == 0 ? new String[0] : new String[] {get("yes", " to='localhost'")});
      CompletableFuture<Void> settled = new CompletableFuture<>();
      romeo.port().whenSettled(count, () -> settled.complete(null));
      settled.join();
    }
  }
}
