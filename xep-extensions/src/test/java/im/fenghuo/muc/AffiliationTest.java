package im.fenghuo.muc;

import static im.fenghuo.muc.Affiliation.ADMIN;
import static im.fenghuo.muc.Affiliation.MEMBER;
import static im.fenghuo.muc.Affiliation.NONE;
import static im.fenghuo.muc.Affiliation.OUTCAST;
import static im.fenghuo.muc.Affiliation.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The tables of XEP-0045 §5.1.2 and §5.2.
class AffiliationTest {

  private static List<Affiliation> those(Predicate<Affiliation> privilege) {
    return Stream.of(OUTCAST, NONE, MEMBER, ADMIN, OWNER).filter(privilege).toList();
  }

  @Test
  void each_has_the_privileges_of_the_table() {
    assertThat(those(Affiliation::entersOpenRooms)).containsExactly(NONE, MEMBER, ADMIN, OWNER);
    assertThat(those(Affiliation::registers)).containsExactly(NONE);
    assertThat(those(Affiliation::retrievesMembers)).containsExactly(MEMBER, ADMIN, OWNER);
    assertThat(those(Affiliation::entersMembersOnlyRooms)).containsExactly(MEMBER, ADMIN, OWNER);
    assertThat(those(Affiliation::administers)).containsExactly(ADMIN, OWNER);
    assertThat(those(Affiliation::owns)).containsExactly(OWNER);
  }

  @Test
  void affiliations_are_changed_as_in_the_state_chart() {
    for (Affiliation from : Affiliation.values()) {
      for (Affiliation to : Affiliation.values()) {
        boolean powerful = from == ADMIN || from == OWNER || to == ADMIN || to == OWNER;
        assertThat(those(each -> each.changes(from, to)))
            .as("%s to %s", from, to)
            .isEqualTo(powerful ? List.of(OWNER) : List.of(ADMIN, OWNER));
      }
    }
  }

  @Test
  void roles_at_first_follow_from_affiliations() {
    assertThat(Stream.of(NONE, MEMBER, ADMIN, OWNER).map(each -> each.initialRole(true)))
        .containsExactly(Role.VISITOR, Role.PARTICIPANT, Role.MODERATOR, Role.MODERATOR);
    assertThat(Stream.of(NONE, MEMBER, ADMIN, OWNER).map(each -> each.initialRole(false)))
        .containsExactly(Role.PARTICIPANT, Role.PARTICIPANT, Role.MODERATOR, Role.MODERATOR);
    assertThat(OUTCAST.initialRole(false)).isEqualTo(Role.NONE);
  }

  @Test
  void what_is_written_is_read_again() {
    for (Affiliation each : Affiliation.values()) {
      assertThat(Affiliation.of(each.value())).isEqualTo(each);
    }
    assertThat(Affiliation.of("Owner")).isNull();
    assertThat(Affiliation.of(null)).isNull();
  }
}
