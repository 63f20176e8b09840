package im.fenghuo.xep.xep0500mucslowmode;

import static im.fenghuo.muc.TestRoom.CRONE;
import static im.fenghuo.muc.TestRoom.HAG;
import static im.fenghuo.muc.TestRoom.ROOM;
import static im.fenghuo.muc.TestRoom.WICCA;
import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Archive;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.xml.Element;
import im.fenghuo.muc.TestRoom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class Xep0500MucSlowModeTest {

  private final Past past = new Past();
  private final TestRoom room = TestRoom.of(rooms -> new Xep0500MucSlowMode(rooms, past)).made();

  /// Puts the room into slow mode, with the owner and somebody else in it.
  private void slow(String seconds) {
    room.with(CRONE, "firstwitch").with(HAG, "thirdwitch");
    room.iq(
        CRONE,
        ROOM,
        "set",
        "<query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data'"
            + " type='submit'><field var='FORM_TYPE'>"
            + "<value>http://jabber.org/protocol/muc#roomconfig</value></field>"
            + "<field var='muc#roomconfig_slow_mode_duration'><value>"
            + seconds
            + "</value></field></x></query>");
  }

  private void slow() {
    slow("20");
    room.forget();
  }

  @Test
  void who_has_said_something_waits() {
    slow();
    room.says(HAG, "one");
    room.forget();
    room.pass(Duration.ofSeconds(15));
    room.says(HAG, "two");
    Element error = room.xml(HAG).getFirst().child(Stanza.NAMESPACE, "error");
    assertThat(error.attribute("type")).isEqualTo("wait");
    assertThat(error.firstChild().name()).isEqualTo("policy-violation");
    assertThat(error.toString()).contains("20 seconds").contains("5 more");
    assertThat(room.seen(CRONE)).isEmpty();
    room.pass(Duration.ofSeconds(5));
    room.says(HAG, "two");
    assertThat(room.seen(CRONE)).containsExactly("thirdwitch: two");
  }

  @Test
  void neither_another_session_nor_leaving_helps() {
    slow();
    room.says(HAG, "one");
    room.enters("hag66@localhost/phone", "fourthwitch");
    room.leaves(HAG, "thirdwitch");
    room.enters(HAG, "thirdwitch");
    room.forget();
    room.says("hag66@localhost/phone", "two");
    room.says(HAG, "two");
    assertThat(room.seen(CRONE)).isEmpty();
  }

  @Test
  void others_and_what_is_no_text_and_whispers_do_not_wait() {
    slow();
    room.with(WICCA, "secondwitch").says(HAG, "one");
    room.says(WICCA, "one");
    String composing = "<composing xmlns='http://jabber.org/protocol/chatstates'/>";
    room.message(HAG, ROOM, "groupchat", composing);
    room.message(HAG, ROOM + "/firstwitch", "chat", "<body>psst</body>");
    assertThat(room.seen(CRONE))
        .hasSize(4)
        .contains("thirdwitch: one", "secondwitch: one", "thirdwitch: psst");
  }

  @Test
  void admins_and_owners_do_not_wait() {
    slow();
    room.says(CRONE, "one");
    room.says(CRONE, "two");
    assertThat(room.seen(HAG)).containsExactly("firstwitch: one", "firstwitch: two");
  }

  @Test
  void a_restart_changes_nothing() {
    slow();
    room.says(HAG, "one");
    past.says("hag66@localhost/thirdwitch", Instant.parse("2026-11-21T12:00:00Z"));
    room.moved().with(CRONE, "firstwitch").with(HAG, "thirdwitch");
    room.says(HAG, "two");
    assertThat(room.seen(HAG)).containsExactly("error policy-violation");
    room.pass(Duration.ofSeconds(20));
    room.says(HAG, "two");
    assertThat(room.seen(CRONE)).containsExactly("thirdwitch: two");
  }

  @Test
  void everybody_sees_how_slow_it_is_and_learns_when_that_changes() {
    slow("20");
    assertThat(room.xml(HAG).getLast().toString()).contains("code='104'");
    room.iq(HAG, ROOM, "get", "<query xmlns='http://jabber.org/protocol/disco#info'/>");
    Element info = room.xml(HAG).getFirst().firstChild();
    assertThat(DataForm.in(info).value("muc#roominfo_slow_mode_duration")).isEqualTo("20");
  }

  @Test
  void nonsense_is_refused() {
    for (String seconds : List.of("-1", "soon", "86401", "99999999999999999999")) {
      slow(seconds);
      assertThat(room.seen(CRONE)).containsExactly("error not-acceptable");
    }
  }

  @Test
  void owners_are_told_what_makes_sense() {
    room.with(CRONE, "firstwitch");
    room.iq(CRONE, ROOM, "get", "<query xmlns='http://jabber.org/protocol/muc#owner'/>");
    assertThat(room.xml(CRONE).getFirst().toString())
        .contains("<validate xmlns='http://jabber.org/protocol/xdata-validate'")
        .contains("<range min='0' max='86400'/>");
  }

  /// What was said before the room came into use.
  private static final class Past implements Archive {
    private final List<Entry> entries = new ArrayList<>();

    private void says(String sender, Instant at) {
      long number = entries.size() + 1L;
      entries.add(new Entry("a" + number, number, at, Jid.parse(sender), false, new byte[0]));
    }

    @Override
    public Page find(Owner owner, Query query) {
      return new Page(
          entries.stream().filter(each -> !each.at().isBefore(query.start())).toList(), true, null);
    }

    @Override
    public Page search(Owner owner, Query query, String text) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void purge(Owner owner, @Nullable Jid with, @Nullable Instant before) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Entry> ends(Owner owner, long last) {
      throw new UnsupportedOperationException();
    }
  }
}
