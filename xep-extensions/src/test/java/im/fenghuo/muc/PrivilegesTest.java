package im.fenghuo.muc;

import static im.fenghuo.api.Condition.FORBIDDEN;
import static im.fenghuo.api.Condition.NOT_ALLOWED;
import static im.fenghuo.muc.Affiliation.ADMIN;
import static im.fenghuo.muc.Affiliation.MEMBER;
import static im.fenghuo.muc.Affiliation.NONE;
import static im.fenghuo.muc.Affiliation.OUTCAST;
import static im.fenghuo.muc.Affiliation.OWNER;
import static im.fenghuo.muc.Role.MODERATOR;
import static im.fenghuo.muc.Role.PARTICIPANT;
import static im.fenghuo.muc.Role.VISITOR;
import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Condition;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Who may do what to whom: XEP-0045 §5.1.3, §8, §9, §10.
class PrivilegesTest {

  private static final List<Affiliation> INSIDE = List.of(NONE, MEMBER, ADMIN, OWNER);

  private static Condition role(Role role, Affiliation by, Role from, Affiliation of, Role to) {
    return Privileges.roleChange(role, by, from, of, to);
  }

  @Test
  void who_is_no_moderator_changes_no_role() {
    for (Role role : List.of(VISITOR, PARTICIPANT, Role.NONE)) {
      for (Affiliation by : List.of(NONE, MEMBER)) {
        for (Role to : Role.values()) {
          assertThat(role(role, by, PARTICIPANT, NONE, to)).isEqualTo(FORBIDDEN);
        }
      }
    }
  }

  @Test
  void a_moderator_kicks_who_has_no_higher_affiliation() {
    for (Affiliation by : INSIDE) {
      for (Affiliation of : INSIDE) {
        assertThat(role(MODERATOR, by, PARTICIPANT, of, Role.NONE))
            .as("%s kicks %s", by, of)
            .isEqualTo(by.isAtLeast(of) ? null : NOT_ALLOWED);
        assertThat(role(MODERATOR, by, VISITOR, of, Role.NONE))
            .isEqualTo(by.isAtLeast(of) ? null : NOT_ALLOWED);
      }
    }
  }

  @Test
  void only_admins_and_owners_kick_moderators() {
    assertThat(role(MODERATOR, NONE, MODERATOR, NONE, Role.NONE)).isEqualTo(NOT_ALLOWED);
    assertThat(role(MODERATOR, MEMBER, MODERATOR, NONE, Role.NONE)).isEqualTo(NOT_ALLOWED);
    assertThat(role(MODERATOR, ADMIN, MODERATOR, MEMBER, Role.NONE)).isNull();
    assertThat(role(MODERATOR, ADMIN, MODERATOR, ADMIN, Role.NONE)).isNull();
    assertThat(role(MODERATOR, ADMIN, MODERATOR, OWNER, Role.NONE)).isEqualTo(NOT_ALLOWED);
    assertThat(role(MODERATOR, OWNER, MODERATOR, OWNER, Role.NONE)).isNull();
  }

  @Test
  void every_moderator_grants_voice() {
    for (Affiliation by : INSIDE) {
      assertThat(role(MODERATOR, by, VISITOR, NONE, PARTICIPANT)).isNull();
      assertThat(role(MODERATOR, by, VISITOR, MEMBER, PARTICIPANT)).isNull();
    }
  }

  @Test
  void voice_is_revoked_from_below_and_never_from_admins_and_owners() {
    for (Affiliation by : INSIDE) {
      for (Affiliation of : INSIDE) {
        boolean isBelow = by.compareTo(of) < 0;
        Role from = of.administers() ? MODERATOR : PARTICIPANT;
        assertThat(role(MODERATOR, by, from, of, VISITOR))
            .as("%s revokes voice of %s", by, of)
            .isEqualTo(isBelow && !of.administers() ? null : NOT_ALLOWED);
      }
    }
  }

  @Test
  void admins_and_owners_make_and_unmake_moderators() {
    for (Affiliation of : List.of(NONE, MEMBER)) {
      for (Affiliation by : List.of(ADMIN, OWNER)) {
        assertThat(role(MODERATOR, by, VISITOR, of, MODERATOR)).isNull();
        assertThat(role(MODERATOR, by, PARTICIPANT, of, MODERATOR)).isNull();
        assertThat(role(MODERATOR, by, MODERATOR, of, PARTICIPANT)).isNull();
        assertThat(role(MODERATOR, by, MODERATOR, of, VISITOR)).isNull();
      }
      assertThat(role(MODERATOR, MEMBER, VISITOR, of, MODERATOR)).isEqualTo(FORBIDDEN);
      assertThat(role(MODERATOR, MEMBER, PARTICIPANT, of, MODERATOR)).isEqualTo(FORBIDDEN);
      assertThat(role(MODERATOR, MEMBER, MODERATOR, of, PARTICIPANT)).isEqualTo(FORBIDDEN);
    }
  }

  @Test
  void admins_and_owners_remain_moderators() {
    for (Affiliation by : List.of(ADMIN, OWNER)) {
      for (Affiliation of : List.of(ADMIN, OWNER)) {
        assertThat(role(MODERATOR, by, MODERATOR, of, PARTICIPANT)).isEqualTo(NOT_ALLOWED);
      }
    }
  }

  @Test
  void admins_rule_over_outcasts_strangers_and_members() {
    List<Affiliation> theirs = List.of(OUTCAST, NONE, MEMBER);
    for (Affiliation from : theirs) {
      for (Affiliation to : theirs) {
        assertThat(Privileges.affiliationChange(ADMIN, from, to)).isNull();
        assertThat(Privileges.affiliationChange(OWNER, from, to)).isNull();
        for (Affiliation by : theirs) {
          assertThat(Privileges.affiliationChange(by, from, to)).isEqualTo(FORBIDDEN);
        }
      }
    }
  }

  @Test
  void owners_rule_over_admins_and_owners() {
    for (Affiliation powerful : List.of(ADMIN, OWNER)) {
      for (Affiliation other : Affiliation.values()) {
        assertThat(Privileges.affiliationChange(OWNER, powerful, other)).isNull();
        assertThat(Privileges.affiliationChange(OWNER, other, powerful)).isNull();
        assertThat(Privileges.affiliationChange(ADMIN, other, powerful)).isEqualTo(FORBIDDEN);
        assertThat(Privileges.affiliationChange(ADMIN, powerful, other))
            .isEqualTo(other == OUTCAST ? NOT_ALLOWED : FORBIDDEN);
        assertThat(Privileges.affiliationChange(MEMBER, powerful, OUTCAST)).isEqualTo(FORBIDDEN);
      }
    }
  }
}
