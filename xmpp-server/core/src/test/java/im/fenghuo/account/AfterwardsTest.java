package im.fenghuo.account;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.DbException;
import im.fenghuo.api.Message;
import im.fenghuo.api.Phase;
import im.fenghuo.api.Route;
import im.fenghuo.api.Verdict;
import im.fenghuo.roster.RosterLimits;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AfterwardsTest {

  private final ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();
  private final CountDownLatch mayGoOn = new CountDownLatch(1);
  private final AtomicInteger failures = new AtomicInteger();

  private final TestNode node =
      new TestNode(
          RosterLimits.DEFAULT,
          registry ->
              registry.install(part -> {
                part.messageSent(Phase.CHECK, this::sent);
                part.messageReceived(Phase.CHECK, this::received);
              }));
  private final TestSession romeo = node.session("romeo@localhost/garden");

  @AfterEach
  void close() {
    node.close();
  }

  private Verdict<Message> sent(Message message, Route route) {
    String id = message.id();
    if (id != null) {
      route.afterwards(() -> store(id));
    }
    return new Verdict.Pass<>(message);
  }

  private Verdict<Message> received(Message message, Route route) {
    done.add("received " + message.element().child("jabber:client", "body").text());
    return new Verdict.Pass<>(message);
  }

  private void store(String id) {
    try {
      mayGoOn.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (failures.getAndDecrement() > 0) {
      done.add("failed " + id);
      throw new DbException(DbException.Kind.UNAVAILABLE, "asleep", null);
    }
    done.add("stored " + id);
  }

  private void sendTwo() {
    node.account("juliet@localhost");
    romeo.send(
        "<message to='juliet@localhost' type='chat' id='a'><body>1</body></message>",
        "<message to='juliet@localhost' type='chat'><body>2</body></message>");
  }

  @Test
  void what_comes_after_a_message_is_done_before_the_senders_next_one() {
    sendTwo();
    mayGoOn.countDown();
    node.settle();
    assertThat(done).last().isEqualTo("received 2");
    assertThat(done).containsExactlyInAnyOrder("received 1", "stored a", "received 2");
  }

  @Test
  void a_message_counts_as_handled_once_what_comes_after_it_is_done() {
    CompletableFuture<List<String>> settled = new CompletableFuture<>();
    sendTwo();
    romeo.port().whenSettled(1, () -> settled.complete(List.copyOf(done)));
    assertThat(settled).isNotDone();
    mayGoOn.countDown();
    assertThat(settled.join()).contains("stored a");
  }

  @Test
  void storage_that_does_not_answer_is_asked_again() {
    failures.set(2);
    mayGoOn.countDown();
    sendTwo();
    node.settle();
    assertThat(done).contains("failed a", "stored a").last().isEqualTo("received 2");
    assertThat(done.stream().filter("failed a"::equals)).hasSize(2);
  }
}
