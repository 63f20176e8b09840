package im.fenghuo.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AddressLimitTest {

  @Test
  void an_address_has_no_more_connections_than_it_may() {
    AddressLimit limit = new AddressLimit(2);

    assertThat(limit.enter("192.0.2.1")).isTrue();
    assertThat(limit.enter("192.0.2.1")).isTrue();
    assertThat(limit.enter("192.0.2.1")).isFalse();
    assertThat(limit.enter("192.0.2.1")).isFalse();
    assertThat(limit.enter("192.0.2.2")).isTrue();
  }

  @Test
  void one_that_leaves_makes_room_for_one() {
    AddressLimit limit = new AddressLimit(1);
    limit.enter("192.0.2.1");
    limit.enter("192.0.2.1");
    limit.leave("192.0.2.1");

    assertThat(limit.enter("192.0.2.1")).isTrue();
    assertThat(limit.enter("192.0.2.1")).isFalse();
  }

  @Test
  void nothing_is_no_limit() {
    AddressLimit limit = new AddressLimit(0);
    for (int i = 0; i < 100; i++) {
      assertThat(limit.enter("192.0.2.1")).isTrue();
    }
    limit.leave("192.0.2.1");
  }
}
