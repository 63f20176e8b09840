package im.fenghuo.xep.xep0077iqregister;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class AddressLimitTest {

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final AddressLimit limit =
      new AddressLimit(1, ((InstantSource) () -> now).withZone(ZoneOffset.UTC));

  @Test
  void an_address_is_admitted_again_after_an_hour() {
    assertThat(limit.admits("192.0.2.1")).isTrue();
    now = now.plus(Duration.ofMinutes(59));
    assertThat(limit.admits("192.0.2.1")).isFalse();
    assertThat(limit.admits("192.0.2.2")).isTrue();
    now = now.plus(Duration.ofMinutes(1));
    assertThat(limit.admits("192.0.2.1")).isTrue();
  }

  @Test
  void a_network_of_ipv6_counts_as_one_address() {
    assertThat(limit.admits("2001:db8::1")).isTrue();
    assertThat(limit.admits("2001:db8::2")).isFalse();
    assertThat(limit.admits("2001:db8:0:1::1")).isTrue();
  }
}
