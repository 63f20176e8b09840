package im.fenghuo.xep.xep0191blocking;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Jid;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockListTest {

  private static boolean matches(String blocked, String jid) {
    return BlockList.of(List.of(Jid.parse(blocked))).matches(Jid.parse(jid));
  }

  @Test
  void a_full_jid_is_that_resource_only() {
    assertThat(matches("user@domain/resource", "user@domain/resource")).isTrue();
    assertThat(matches("user@domain/resource", "user@domain/other")).isFalse();
    assertThat(matches("user@domain/resource", "user@domain")).isFalse();
  }

  @Test
  void a_bare_jid_is_all_its_resources() {
    assertThat(matches("user@domain", "user@domain/resource")).isTrue();
    assertThat(matches("user@domain", "user@domain")).isTrue();
    assertThat(matches("user@domain", "other@domain")).isFalse();
  }

  @Test
  void a_domain_is_everybody_there() {
    assertThat(matches("domain", "domain")).isTrue();
    assertThat(matches("domain", "user@domain/resource")).isTrue();
    assertThat(matches("domain", "domain/resource")).isTrue();
    assertThat(matches("domain", "user@sub.domain")).isFalse();
  }

  @Test
  void a_domain_with_a_resource_is_that_resource() {
    assertThat(matches("domain/resource", "domain/resource")).isTrue();
    assertThat(matches("domain/resource", "domain")).isFalse();
  }

  @Test
  void nobody_is_blocked_by_an_empty_list() {
    assertThat(BlockList.EMPTY.matches(Jid.parse("user@domain"))).isFalse();
  }
}
