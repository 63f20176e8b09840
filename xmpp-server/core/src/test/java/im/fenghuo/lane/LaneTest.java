package im.fenghuo.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LaneTest {

  private final Vertx vertx = Vertx.vertx();
  private final Loop loop = Loops.of(vertx, 1).all().getFirst();
  private final VirtualThreads virtualThreads = new VirtualThreads(4);

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private void onLoop(Runnable work) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    loop.execute(() -> {
      work.run();
      done.complete(null);
    });
    done.join();
  }

  @Test
  void much_that_is_to_be_done_at_the_end_of_a_turn_lets_others_have_theirs() {
    List<Integer> done = new ArrayList<>();
    CompletableFuture<Integer> others = new CompletableFuture<>();
    CompletableFuture<Void> end = new CompletableFuture<>();
    onLoop(() -> {
      for (int i = 0; i < 1000; i++) {
        int number = i;
        loop.atEndOfTurn(() -> done.add(number));
      }
      loop.atEndOfTurn(() -> loop.atEndOfTurn(() -> end.complete(null)));
      loop.execute(() -> others.complete(done.size()));
    });
    end.join();

    assertThat(others.join()).isBetween(1, 999);
    assertThat(done).isEqualTo(IntStream.range(0, 1000).boxed().toList());
  }

  @Test
  void steps_of_all_kinds_run_in_order_and_never_two_at_once() {
    List<Lane> lanes =
        IntStream.range(0, 20).mapToObj(_ -> new Lane(loop, virtualThreads)).toList();
    Random random = new Random(1);
    List<CompletableFuture<Void>> ends = new ArrayList<>();
    for (Lane lane : lanes) {
      List<Integer> seen = new ArrayList<>(); // by one step at a time, or the test fails
      AtomicInteger running = new AtomicInteger();
      CompletableFuture<Void> end = new CompletableFuture<>();
      ends.add(end);
      onLoop(() -> {
        for (int i = 0; i < 200; i++) {
          int number = i;
          Runnable work =
              () -> {
                assertThat(running.incrementAndGet()).isEqualTo(1);
                seen.add(number);
                running.decrementAndGet();
              };
          switch (random.nextInt(3)) {
            case 0 -> lane.quick(work);
            case 1 -> lane.blocking(work);
            default ->
                lane.quick(() ->
                    lane.thenHeld(release ->
                        virtualThreads.execute(() -> {
                          work.run();
                          release.run();
                        })));
          }
        }
        lane.quick(() -> {
          assertThat(seen).isEqualTo(IntStream.range(0, 200).boxed().toList());
          end.complete(null);
        });
      });
    }
    ends.forEach(CompletableFuture::join);
  }

  @Test
  void the_second_half_of_a_step_comes_before_what_waits() {
    Lane lane = new Lane(loop, virtualThreads);
    List<String> seen = new ArrayList<>();
    CompletableFuture<Void> end = new CompletableFuture<>();
    onLoop(() ->
        lane.quick(() -> {
          lane.quick(() -> seen.add("next"));
          lane.quick(() -> end.complete(null));
          lane.thenBlocking(() -> seen.add("second half"));
          seen.add("first half");
        }));
    end.join();

    assertThat(seen).containsExactly("first half", "second half", "next");
  }

  @Test
  void a_step_that_fails_does_not_stop_the_lane() {
    Lane lane = new Lane(loop, virtualThreads);
    CompletableFuture<Void> end = new CompletableFuture<>();
    onLoop(() -> {
      lane.quick(() -> {
        throw new IllegalStateException("quick");
      });
      lane.blocking(() -> {
        throw new IllegalStateException("blocking");
      });
      lane.quick(() ->
          lane.thenHeld(_ -> {
            throw new IllegalStateException("held");
          }));
      lane.quick(() -> end.complete(null));
    });
    end.join();

    onLoop(() -> assertThat(lane.size()).isZero());
  }

  @Test
  void a_held_step_is_released_once() {
    Lane lane = new Lane(loop, virtualThreads);
    List<String> seen = new ArrayList<>();
    CompletableFuture<Runnable> first = new CompletableFuture<>();
    CompletableFuture<Runnable> second = new CompletableFuture<>();
    onLoop(() -> {
      lane.quick(() -> lane.thenHeld(first::complete));
      lane.quick(() -> lane.thenHeld(second::complete));
      lane.quick(() -> seen.add("end"));
    });
    first.join().run();
    first.join().run();
    Runnable release = second.join();
    onLoop(() -> assertThat(seen).isEmpty());
    release.run();

    onLoop(() -> assertThat(seen).containsExactly("end"));
  }

  @Test
  void a_closed_lane_forgets_what_waits() {
    Lane lane = new Lane(loop, virtualThreads);
    CompletableFuture<Void> gate = new CompletableFuture<>();
    List<String> seen = new ArrayList<>();
    onLoop(() -> {
      lane.blocking(gate::join);
      lane.quick(() -> seen.add("late"));
      assertThat(lane.size()).isEqualTo(2);
      lane.close();
      lane.quick(() -> seen.add("later"));
    });
    gate.complete(null);

    onLoop(() -> assertThat(seen).isEmpty());
  }

  @Test
  void a_step_that_fails_badly_stops_nothing_either() {
    Lane lane = new Lane(loop, virtualThreads);
    CompletableFuture<Void> end = new CompletableFuture<>();
    onLoop(() -> {
      lane.quick(() -> {
        throw new AssertionError("quick");
      });
      lane.quick(() ->
          lane.thenHeld(_ -> {
            throw new AssertionError("held");
          }));
      lane.quick(() -> end.complete(null));
    });

    end.join();
  }

  @Test
  void the_end_of_a_turn_comes_for_others_when_one_fails_badly() {
    CompletableFuture<Void> sameTurn = new CompletableFuture<>();
    CompletableFuture<Void> nextTurn = new CompletableFuture<>();
    onLoop(() -> {
      loop.atEndOfTurn(() -> {
        throw new AssertionError("one");
      });
      loop.atEndOfTurn(() -> sameTurn.complete(null));
    });
    sameTurn.join();
    onLoop(() -> loop.atEndOfTurn(() -> nextTurn.complete(null)));

    nextTurn.join();
  }
}
