package im.fenghuo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SequenceTest {

  private final Sequence sequence = new Sequence();

  @Test
  void messages_in_order_are_neither_late_nor_doubled() {
    arrive(0, 1, 2, 3);

    expect(4, 0, 0);
  }

  @Test
  void a_gap_is_seen_as_fewer_distinct_messages() {
    arrive(0, 1, 4, 5);

    expect(4, 0, 0);
  }

  @Test
  void a_message_that_comes_twice_counts_once() {
    arrive(0, 1, 1, 2, 0);

    expect(3, 2, 0);
  }

  @Test
  void a_message_that_comes_after_a_later_one_is_reordered() {
    arrive(0, 2, 1, 3);

    expect(4, 0, 1);
  }

  @Test
  void a_long_jump_forgets_what_was_before_it() {
    arrive(0, 100, 99, 99, 0);

    expect(3, 2, 1);
  }

  private void arrive(long... numbers) {
    for (long number : numbers) {
      boolean _ = sequence.arrived(number);
    }
  }

  private void expect(long distinct, long duplicates, long reordered) {
    assertThat(sequence.distinct()).isEqualTo(distinct);
    assertThat(sequence.duplicates()).isEqualTo(duplicates);
    assertThat(sequence.reordered()).isEqualTo(reordered);
  }
}
