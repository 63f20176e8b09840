package im.fenghuo.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.fenghuo.bench.ProcessTrees.ProcessStat;
import im.fenghuo.bench.ProcessTrees.Sample;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProcessTreesTest {

  @Test
  void a_stat_line_is_read_even_when_the_command_holds_parentheses() {
    String stat =
        "42 (evil) name (x) S 7 42 42 0 -1 4194560 100 200 0 0 150 50 25 25 20 0 9 0 123 99999 256 18446744073709551615";

    assertThat(ProcessStat.parse(stat))
        .contains(new ProcessStat(42, 7, new Sample(2.5, 256 * 4096)));
  }

  @Test
  void children_and_their_children_are_counted_with_their_root_and_nobody_else_is() {
    List<ProcessStat> all =
        List.of(stat(1, 0), stat(10, 1), stat(11, 10), stat(12, 11), stat(20, 1));

    assertThat(ProcessTrees.sum(all, Set.of(10), Set.of(10))).isEqualTo(new Sample(3, 3));
  }

  @Test
  void two_roots_of_one_tree_are_counted_once() {
    List<ProcessStat> all = List.of(stat(10, 1), stat(11, 10));

    assertThat(ProcessTrees.sum(all, Set.of(10, 11), Set.of(10, 11))).isEqualTo(new Sample(2, 2));
  }

  @Test
  void a_database_started_by_the_server_is_not_charged_to_the_server() {
    List<ProcessStat> all = List.of(stat(10, 1), stat(11, 10), stat(12, 11), stat(13, 10));

    assertThat(ProcessTrees.sum(all, Set.of(10), Set.of(10, 11))).isEqualTo(new Sample(2, 2));
    assertThat(ProcessTrees.sum(all, Set.of(11), Set.of(10, 11))).isEqualTo(new Sample(2, 2));
  }

  @Test
  void a_process_that_names_no_pid_is_refused_with_the_text() {
    assertThatThrownBy(() -> ProcessTrees.parse("srv"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not 'srv'");
  }

  private static ProcessStat stat(int pid, int parent) {
    return new ProcessStat(pid, parent, new Sample(1, 1));
  }
}
