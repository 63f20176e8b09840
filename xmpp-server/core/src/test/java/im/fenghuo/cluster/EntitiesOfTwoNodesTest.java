package im.fenghuo.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.account.TestNode;
import im.fenghuo.account.TestSession;
import im.fenghuo.api.Jid;
import im.fenghuo.entity.Hall;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EntitiesOfTwoNodesTest {

  private static final String HALL = "great@hall.localhost";
  private static final String JOIN = "<presence to='great@hall.localhost/%s'/>";
  private static final String SAY =
      "<message to='great@hall.localhost' type='groupchat'><body>%s</body></message>";

  private final Hall.Halls halls = new Hall.Halls();
  private TestCluster cluster;

  @BeforeEach
  void start() {
    cluster =
        new TestCluster(registry -> registry.install(halls::install))
            .place(HALL, "b")
            .place("romeo@localhost", "a")
            .place("juliet@localhost", "b")
            .place("nurse@localhost", "a");
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private static TestSession join(TestNode node, String jid, String nick) {
    TestSession session = node.session(jid);
    session.send(JOIN.formatted(nick)).received();
    return session;
  }

  @Test
  void everybody_hears_everything_in_order_wherever_they_are() {
    List<TestSession> all =
        List.of(
            join(cluster.a(), "romeo@localhost/garden", "romeo"),
            join(cluster.a(), "juliet@localhost/balcony", "juliet"),
            join(cluster.b(), "nurse@localhost/kitchen", "nurse"));
    halls.onMessage =
        (hall, message) -> hall.lane.send(message.withAddresses(hall.jid, message.from()));
    all.forEach(TestSession::received);

    for (int i = 0; i < 30; i++) {
      all.get(i % 3).send(SAY.formatted(i));
    }

    List<String> said = heard(all.getFirst());
    assertThat(said).hasSize(30);
    assertThat(heard(all.get(1))).isEqualTo(said);
    assertThat(heard(all.get(2))).isEqualTo(said);
  }

  /// Each of its own twice.
  private static List<String> heard(TestSession session) {
    return session.lines().stream().distinct().toList();
  }

  @Test
  void a_stanza_passes_once_between_two_nodes() {
    TestSession juliet = join(cluster.b(), "juliet@localhost/balcony", "juliet");
    for (int i = 0; i < 20; i++) {
      String name = "user" + i + "@localhost";
      cluster.place(name, "a");
      join(cluster.a(), name + "/r", "user" + i);
    }
    juliet.received();
    int before = cluster.batches();

    juliet.send(SAY.formatted("hello")).received();

    assertThat(cluster.batches() - before).as("the message, and that they have it").isEqualTo(2);
  }

  @Test
  void a_session_that_ends_elsewhere_says_so() {
    TestSession romeo = join(cluster.a(), "romeo@localhost/garden", "romeo");
    TestSession juliet = join(cluster.b(), "juliet@localhost/balcony", "juliet");

    romeo.leave();
    juliet.send(SAY.formatted("hello"));

    assertThat(juliet.lines())
        .containsExactly(
            "presence unavailable from great@hall.localhost/romeo",
            "message groupchat from great@hall.localhost: hello");
    assertThat(halls.events).containsOnlyOnce("left romeo@localhost/garden");
    assertThat(halls.events).noneMatch(event -> event.startsWith("lost"));
  }

  @Test
  void whoever_is_not_there_is_lost() {
    halls.onMessage = (hall, _) -> hall.audience.add(Jid.parse("romeo@localhost/tomb"));
    TestSession juliet = join(cluster.b(), "juliet@localhost/balcony", "juliet");

    juliet.send(SAY.formatted("hello")).received();

    assertThat(halls.events).contains("lost [romeo@localhost/tomb]");
  }

  @Test
  void those_of_a_node_that_has_gone_are_lost_and_nobody_waits_for_them() {
    join(cluster.a(), "romeo@localhost/garden", "romeo");
    join(cluster.a(), "nurse@localhost/kitchen", "nurse");
    TestSession juliet = join(cluster.b(), "juliet@localhost/balcony", "juliet");
    cluster.cut("a");
    juliet.send(SAY.formatted("hello")).received();
    CompletableFuture<Void> settled = new CompletableFuture<>();
    juliet.port().whenSettled(2, () -> settled.complete(null));
    cluster.b().settle();
    assertThat(settled).isNotDone();

    cluster.lose("a");
    settled.join();
    cluster.b().settle();

    assertThat(halls.events)
        .filteredOn(event -> event.startsWith("lost"))
        .singleElement()
        .asString()
        .contains("romeo@localhost/garden", "nurse@localhost/kitchen");
  }

  @Test
  void an_entity_that_moves_says_so_and_lives_on_elsewhere() {
    TestSession romeo = join(cluster.a(), "romeo@localhost/garden", "romeo");
    TestSession juliet = join(cluster.b(), "juliet@localhost/balcony", "juliet");
    romeo.received();
    juliet.received();

    cluster.move(HALL, "a");
    cluster.b().settle();

    assertThat(romeo.lines()).containsExactly("presence unavailable from great@hall.localhost");
    assertThat(juliet.lines()).containsExactly("presence unavailable from great@hall.localhost");
    juliet.send(JOIN.formatted("juliet"), SAY.formatted("again"));
    assertThat(juliet.lines())
        .containsExactly(
            "presence from great@hall.localhost/juliet",
            "message groupchat from great@hall.localhost: again");
    assertThat(halls.events).containsExactly("load " + HALL, "leave MOVED", "load " + HALL);
  }

  @Test
  void an_account_that_moves_leaves() {
    TestSession romeo = join(cluster.a(), "romeo@localhost/garden", "romeo");
    TestSession juliet = join(cluster.b(), "juliet@localhost/balcony", "juliet");
    juliet.received();

    cluster.move("romeo@localhost", "b");

    assertThat(juliet.lines())
        .containsExactly("presence unavailable from great@hall.localhost/romeo");
    assertThat(romeo.error()).isNotNull();
  }
}
