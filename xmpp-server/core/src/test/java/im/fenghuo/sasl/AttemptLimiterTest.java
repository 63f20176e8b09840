package im.fenghuo.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class AttemptLimiterTest {

  private static final String JULIET = "juliet@example.org";
  private static final String HERE = "192.0.2.1";
  private static final String THERE = "192.0.2.2";

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);

  private AttemptLimiter limiter(int capacity) {
    return new AttemptLimiter(
        new AttemptLimiter.Policy(3, 5, Duration.ofSeconds(1), Duration.ofMinutes(1), capacity),
        clock);
  }

  private final AttemptLimiter limiter = limiter(100);

  @Test
  void each_further_failure_costs_twice_the_time_up_to_a_limit() {
    for (int i = 0; i < 3; i++) {
      assertThat(limiter.begin(JULIET, HERE)).isNull();
    }
    for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      assertThat(limiter.begin(JULIET, HERE)).isEqualTo(Duration.ofSeconds(seconds));
      now = now.plusSeconds(seconds);
      assertThat(limiter.begin(JULIET, HERE)).isNull();
    }
  }

  @Test
  void the_owner_elsewhere_is_not_locked_out() {
    for (int i = 0; i < 3; i++) {
      limiter.begin(JULIET, HERE);
    }
    assertThat(limiter.begin(JULIET, HERE)).isNotNull();
    assertThat(limiter.begin(JULIET, THERE)).isNull();
  }

  @Test
  void success_makes_up_for_failures() {
    for (int i = 0; i < 20; i++) {
      assertThat(limiter.begin(JULIET, HERE)).isNull();
      limiter.succeeded(JULIET, HERE);
    }
  }

  @Test
  void one_password_for_many_accounts_is_noticed() {
    for (int i = 0; i < 5; i++) {
      assertThat(limiter.begin("user" + i, HERE)).isNull();
      limiter.failed(HERE);
    }
    assertThat(limiter.begin("another", HERE)).isEqualTo(Duration.ofSeconds(1));
    assertThat(limiter.begin("another", THERE)).isNull();
  }

  @Test
  void quiet_time_is_forgiving() {
    for (int i = 0; i < 3; i++) {
      limiter.begin(JULIET, HERE);
    }
    now = now.plusSeconds(200);
    for (int i = 0; i < 3; i++) {
      assertThat(limiter.begin(JULIET, HERE)).isNull();
    }
    assertThat(limiter.begin(JULIET, HERE)).isNotNull();
  }

  @Test
  void what_is_remembered_is_bounded() {
    AttemptLimiter small = limiter(2);
    for (int i = 0; i < 3; i++) {
      small.begin(JULIET, HERE);
    }
    small.begin("one", THERE);
    small.begin("two", THERE);

    assertThat(small.begin(JULIET, HERE)).isNull();
  }

  @Test
  void load_tests_are_not_limited() {
    AttemptLimiter unlimited =
        new AttemptLimiter(AttemptLimiter.Policy.UNLIMITED, Clock.systemUTC());
    for (int i = 0; i < 1000; i++) {
      assertThat(unlimited.begin(JULIET, HERE)).isNull();
      unlimited.failed(HERE);
    }
  }
}
