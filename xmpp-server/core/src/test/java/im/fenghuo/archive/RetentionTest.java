package im.fenghuo.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionTest {

  @Test
  void it_is_read_as_it_is_written() {
    assertThat(Retention.parse("forever")).isEqualTo(Retention.FOREVER).hasToString("forever");
    assertThat(Retention.parse("30d")).isEqualTo(new Retention(30)).hasToString("30d");
    assertThat(Retention.parse("36h")).isEqualTo(new Retention(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0d", "0s", "-1d", "36501d", "999999999d", "always", "30"})
  void what_makes_no_sense_is_refused(String text) {
    assertThatThrownBy(() -> Retention.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must be ");
  }

  @Test
  void days_are_those_of_utc() {
    assertThat(Retention.day(Instant.parse("1970-01-01T23:59:59Z"))).isZero();
    assertThat(Retention.day(Instant.parse("1970-01-02T00:00:00Z"))).isEqualTo(1);
    assertThat(Retention.day(Instant.parse("1969-12-31T23:59:59Z"))).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 16, 17, 64, 65, 256, 257, 1000, 36_500})
  void messages_are_kept_for_their_time_at_least_and_a_step_more_at_most(int days) {
    Retention retention = new Retention(days);
    for (int day = 20_000; day < 20_200; day++) {
      assertThat(retention.expires(day, 0))
          .isBetween(day + days, day + days + retention.step() - 1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 16, 17, 64, 65, 256, 257, 1000})
  void there_are_few_partitions_and_their_dates_are_shared(int days) {
    Retention retention = new Retention(days);
    int today = 20_000;
    assertThat(
            IntStream.rangeClosed(today - days, today)
                .map(day -> retention.expires(day, 0))
                .distinct()
                .count())
        .isLessThanOrEqualTo(19);
    assertThat(retention.expires(today, 0) % retention.step()).isZero();
  }

  @Test
  void nothing_is_put_where_all_goes_now() {
    assertThat(new Retention(1).expires(10, 100)).isEqualTo(101);
    assertThat(new Retention(30).expires(10, 100)).isEqualTo(104);
    assertThat(Retention.FOREVER.expires(10, 100)).isEqualTo(Retention.NEVER);
  }
}
