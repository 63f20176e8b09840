package im.fenghuo.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientAddressTest {

  @Test
  void an_ipv4_address_is_one_client() {
    assertThat(ClientAddress.of("192.0.2.1")).isEqualTo("192.0.2.1");
    assertThat(ClientAddress.of("::ffff:192.0.2.1")).isEqualTo("192.0.2.1");
  }

  @Test
  void the_addresses_of_one_ipv6_subscriber_are_one_client() {
    assertThat(ClientAddress.of("2001:db8:0:7::1"))
        .isEqualTo(ClientAddress.of("2001:db8:0:7:8000:1:2:3"))
        .isEqualTo("20010db800000007::/64")
        .isNotEqualTo(ClientAddress.of("2001:db8:0:8::1"));
    assertThat(ClientAddress.of("fe80::1%1")).isEqualTo(ClientAddress.of("fe80::2%1"));
  }
}
