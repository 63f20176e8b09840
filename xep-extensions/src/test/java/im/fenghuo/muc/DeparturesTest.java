package im.fenghuo.muc;

import static im.fenghuo.muc.TestRoom.CRONE;
import static im.fenghuo.muc.TestRoom.HAG;
import static im.fenghuo.muc.TestRoom.ROOM;
import static im.fenghuo.muc.TestRoom.WICCA;
import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Jid;
import org.junit.jupiter.api.Test;

/// A room whose people remove their accounts.
class DeparturesTest {

  private final TestRoom room = new TestRoom().made();

  private static Jid account(String session) {
    return Jid.parse(session).bare();
  }

  private void departs(String session) {
    room.store.depart(account(session));
    room.receive(
        "<presence xmlns='jabber:client' type='probe' from='muc.localhost' to='%s'/>"
            .formatted(ROOM));
  }

  private Affiliation affiliation(String session) {
    return room.room.affiliation(account(session));
  }

  @Test
  void who_takes_the_name_of_a_removed_account_is_nothing_to_the_room() {
    room.affiliate(account(HAG).toString(), Affiliation.MEMBER, "thirdwitch");
    departs(HAG);
    assertThat(affiliation(HAG)).isEqualTo(Affiliation.NONE);
    assertThat(room.room.affiliations().withNickname("thirdwitch")).isNull();
    assertThat(affiliation(CRONE)).isEqualTo(Affiliation.OWNER);
  }

  @Test
  void a_room_that_loses_its_last_owner_is_its_admins() {
    room.affiliate(account(HAG).toString(), Affiliation.ADMIN, null);
    room.affiliate(account(WICCA).toString(), Affiliation.MEMBER, null);
    departs(CRONE);
    assertThat(affiliation(CRONE)).isEqualTo(Affiliation.NONE);
    assertThat(affiliation(HAG)).isEqualTo(Affiliation.OWNER);
    assertThat(affiliation(WICCA)).isEqualTo(Affiliation.MEMBER);
  }

  @Test
  void who_is_something_to_the_room_anew_stays_that() {
    departs(HAG);
    room.affiliate(account(HAG).toString(), Affiliation.MEMBER, null);
    departs(WICCA);
    assertThat(affiliation(HAG)).isEqualTo(Affiliation.MEMBER);
  }

  @Test
  void only_the_service_has_the_room_look() {
    room.store.depart(account(CRONE));
    room.receive(
        "<presence xmlns='jabber:client' type='probe' from='%s' to='%s'/>".formatted(HAG, ROOM));
    assertThat(affiliation(CRONE)).isEqualTo(Affiliation.OWNER);
  }
}
