package im.fenghuo.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class TurnsTest {

  @Test
  void changes_of_a_node_never_overlap() throws Exception {
    Turns turns = new Turns();
    Host host = new ServiceHost(Jid.parse("pubsub.localhost"), null);
    List<Integer> steps = new ArrayList<>(); // no lock but the turn
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      threads.add(
          Thread.startVirtualThread(() -> {
            try {
              turns.of(
                  host,
                  "node",
                  () -> {
                    int before = steps.size();
                    LockSupport.parkNanos(1_000); // others get their chance
                    return steps.add(before);
                  });
            } catch (StanzaException e) {
              throw new IllegalStateException(e);
            }
          }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(steps).hasSize(50).isSorted().doesNotHaveDuplicates();
  }
}
