package im.fenghuo.muc;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Archive.Cursor;
import im.fenghuo.api.page.PageRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CensusTest {

  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final TestRoom room = new TestRoom().made();

  private List<Integer> stored() {
    return room
        .store
        .list(RoomSearch.all("muc.localhost"), new PageRequest(new Cursor.First(), 9))
        .stream()
        .map(ListedRoom::occupants)
        .toList();
  }

  @Test
  void how_many_are_in_a_room_is_stored_a_while_after_it_has_changed() {
    room.enters(TestRoom.HAG, "thirdwitch");
    room.enters(TestRoom.HECATE, "hecate");
    assertThat(stored()).containsExactly(0);
    room.pass(PAUSE);
    assertThat(stored()).containsExactly(2);
    room.leaves(TestRoom.HAG, "thirdwitch");
    room.pass(PAUSE);
    assertThat(stored()).containsExactly(1);
  }

  @Test
  void a_room_stays_in_memory_until_it_is_stored_that_nobody_is_in_it() {
    room.enters(TestRoom.HAG, "thirdwitch");
    room.pass(PAUSE);
    room.leaves(TestRoom.HAG, "thirdwitch");
    assertThat(room.room.isIdle()).isFalse();
    room.pass(PAUSE);
    assertThat(stored()).containsExactly(0);
    assertThat(room.room.isIdle()).isTrue();
  }

  @Test
  void a_room_that_is_loaded_again_starts_empty() {
    room.enters(TestRoom.HAG, "thirdwitch");
    room.pass(PAUSE);
    room.moved();
    assertThat(stored()).containsExactly(1);
    room.pass(PAUSE);
    assertThat(stored()).containsExactly(0);
  }

  @Test
  void of_a_room_that_nobody_may_find_nothing_is_stored() {
    room.enters(TestRoom.HAG, "thirdwitch");
    room.pass(PAUSE);
    room.configure(configured -> configured.with(RoomOptions.PUBLIC, false));
    room.pass(PAUSE);
    room.enters(TestRoom.HECATE, "hecate");
    room.pass(PAUSE);
    room.configure(configured -> configured.with(RoomOptions.PUBLIC, true));
    assertThat(stored()).containsExactly(0);
    room.pass(PAUSE);
    assertThat(stored()).containsExactly(2);
  }
}
