package im.fenghuo.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DelayTest {

  @Test
  void a_time_is_written_to_the_millisecond() {
    assertThat(Delay.stamp(Instant.parse("2010-07-10T23:08:25Z")))
        .isEqualTo("2010-07-10T23:08:25Z");
    assertThat(Delay.stamp(Instant.parse("2010-07-10T23:08:25.007999Z")))
        .isEqualTo("2010-07-10T23:08:25.007Z");
  }

  @Test
  void a_time_is_written_as_the_jdk_writes_it() {
    Random random = new Random(203);
    for (int i = 0; i < 10_000; i++) {
      Instant time =
          Instant.ofEpochMilli(random.nextLong(-62_000_000_000_000L, 250_000_000_000_000L));
      assertThat(Delay.stamp(time)).isEqualTo(time.truncatedTo(ChronoUnit.MILLIS).toString());
    }
  }
}
