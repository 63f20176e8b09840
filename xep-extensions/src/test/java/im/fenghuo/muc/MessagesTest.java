package im.fenghuo.muc;

import static im.fenghuo.muc.TestRoom.CRONE;
import static im.fenghuo.muc.TestRoom.HAG;
import static im.fenghuo.muc.TestRoom.HECATE;
import static im.fenghuo.muc.TestRoom.ROOM;
import static im.fenghuo.muc.TestRoom.WICCA;
import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Jid;
import im.fenghuo.api.xml.Element;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What is said to all, and what those get who come later (XEP-0045 §7.2.13 to 7.2.15, §7.4, §8.1).
final class MessagesTest {

  private final TestRoom room = new TestRoom();

  @Test
  void everybody_gets_a_message_with_the_id_of_its_sender() {
    room.made().with(CRONE, "firstwitch").with(HAG, "thirdwitch").says(HAG, "Harpier cries");
    assertThat(room.seen(CRONE)).containsExactly("thirdwitch: Harpier cries");
    Element own = room.xml(HAG).getFirst();
    assertThat(own.attribute("id")).isEqualTo("m1");
    assertThat(own.attribute("from")).isEqualTo(ROOM + "/thirdwitch");
  }

  @Test
  void who_is_not_in_the_room_says_nothing_in_it() {
    room.made().with(CRONE, "firstwitch").says(HAG, "hello");
    assertThat(room.seen(HAG)).containsExactly("error not-acceptable");
    assertThat(room.seen(CRONE)).isEmpty();
  }

  @Test
  void a_visitor_has_no_voice_in_a_moderated_room() {
    room.made(options -> options.with(RoomOptions.MODERATED, true)).with(HAG, "thirdwitch");
    room.says(HAG, "hello");
    assertThat(room.seen(HAG)).containsExactly("error forbidden");
    assertThat(room.archive().messages()).isEmpty();
  }

  @Test
  void the_archive_says_who_it_was_and_the_message_does_not() {
    room.made().with(HAG, "thirdwitch").says(HAG, "hello");
    assertThat(room.archive().messages())
        .singleElement()
        .satisfies(each -> {
          assertThat(each.sender()).isEqualTo(Jid.parse("hag66@localhost/thirdwitch"));
          assertThat(each.message().from()).isEqualTo(Jid.parse(ROOM + "/thirdwitch"));
          assertThat(each.message().toString()).doesNotContain("hag66");
        });
  }

  @Test
  void what_says_nothing_lasting_is_not_archived() {
    room.made().with(HAG, "thirdwitch");
    room.message(
        HAG, ROOM, "groupchat", "<composing xmlns='http://jabber.org/protocol/chatstates'/>");
    assertThat(room.xml(HAG)).hasSize(1);
    assertThat(room.archive().messages()).isEmpty();
  }

  @Test
  void a_busy_archive_refuses() {
    room.made().with(HAG, "thirdwitch").archive().setFull(true);
    room.says(HAG, "hello");
    assertThat(room.seen(HAG)).containsExactly("error resource-constraint");
  }

  @Test
  void status_codes_of_occupants_are_not_passed_on() {
    room.made().with(HAG, "thirdwitch");
    room.message(
        HAG,
        ROOM,
        "groupchat",
        "<body>hi</body><x xmlns='http://jabber.org/protocol/muc#user'><status code='104'/></x>");
    assertThat(room.xml(HAG).getFirst().has(Names.USER, "x")).isFalse();
  }

  @Test
  void only_the_room_says_that_it_has_kept_a_message() {
    room.made().with(HAG, "thirdwitch");
    String delay = "<delay xmlns='urn:xmpp:delay' stamp='2002-10-13T23:58:37Z' from='%s'/>";
    String content = "<body>hi</body>" + delay.formatted(ROOM) + delay.formatted(HAG);
    room.message(HAG, ROOM, "groupchat", content);
    assertThat(room.xml(HAG).getFirst().children())
        .filteredOn(child -> child.name().equals("delay"))
        .extracting(child -> child.attribute("from"))
        .containsExactly(HAG);
  }

  @Test
  void who_enters_gets_what_was_said_before_with_its_time() {
    room.made().with(HAG, "thirdwitch").says(HAG, "one");
    room.pass(Duration.ofMinutes(1));
    room.says(HAG, "two");
    enter("");
    assertThat(room.seen(HECATE))
        .containsExactly(
            "thirdwitch none/participant",
            "hecate none/participant 110",
            "thirdwitch: one",
            "thirdwitch: two",
            "subject : ");
    enter("<history maxstanzas='1'/>");
    Element last =
        room.xml(HECATE).stream().filter(each -> each.name().equals("message")).findFirst().get();
    Element delay = last.child("urn:xmpp:delay", "delay");
    assertThat(delay.attribute("from")).isEqualTo(ROOM);
    assertThat(delay.attribute("stamp")).isEqualTo("2026-11-21T12:01:00Z");
  }

  @Test
  void who_enters_says_how_much_history_is_wanted() {
    room.made().with(HAG, "thirdwitch").says(HAG, "one");
    room.pass(Duration.ofMinutes(3));
    room.says(HAG, "two");
    assertThat(history("<history maxstanzas='1'/>")).isEqualTo(1);
    assertThat(history("<history maxchars='0'/>")).isZero();
    assertThat(history("<history maxchars='300'/>")).isEqualTo(1);
    assertThat(history("<history seconds='60'/>")).isEqualTo(1);
    assertThat(history("<history since='2026-11-21T12:00:00Z'/>")).isEqualTo(2);
    assertThat(history("<history since='2026-11-21T12:00:01Z'/>")).isEqualTo(1);
    assertThat(history("<history since='1970-01-01T00:00:00Z' maxstanzas='1'/>")).isEqualTo(1);
  }

  private long history(String wanted) {
    enter(wanted);
    long count = room.seen(HECATE).stream().filter(each -> each.startsWith("thirdwitch: ")).count();
    room.leaves(HECATE, "hecate");
    room.forget();
    return count;
  }

  private void enter(String wanted) {
    String x = "<x xmlns='http://jabber.org/protocol/muc'>" + wanted + "</x>";
    room.presence(HECATE, "hecate", "", x);
  }

  @Test
  void history_is_there_again_when_the_room_is() {
    room.made().with(HAG, "thirdwitch").says(HAG, "one");
    room.message(HAG, ROOM, "groupchat", "<body>two</body>");
    room.moved();
    room.forget();
    enter("<history maxstanzas='1'/>");
    assertThat(room.seen(HECATE))
        .containsExactly("hecate none/participant 110", "thirdwitch: two", "subject : ");
  }

  @Test
  void what_was_taken_back_is_no_history_any_more() {
    room.made().with(HAG, "thirdwitch").says(HAG, "one");
    room.says(HAG, "two");
    room.lane.post(() -> room.room.history().forget("1-test", Jid.parse(TestRoom.ROOM)));
    room.forget();
    enter("");
    assertThat(room.seen(HECATE)).contains("thirdwitch: two").doesNotContain("thirdwitch: one");
  }

  @Test
  void moderators_change_the_subject_and_who_enters_later_learns_it() {
    room.made().with(CRONE, "firstwitch").with(HAG, "thirdwitch");
    room.message(CRONE, ROOM, "groupchat", "<subject>Fire Burn</subject>");
    assertThat(room.seen(HAG)).containsExactly("subject firstwitch: Fire Burn");
    room.moved().with(HAG, "thirdwitch").enters(WICCA, "secondwitch");
    Element subject = room.xml(WICCA).getLast();
    assertThat(subject.attribute("from")).isEqualTo(ROOM + "/firstwitch");
    assertThat(subject.child("jabber:client", "subject").text()).isEqualTo("Fire Burn");
    assertThat(subject.child("urn:xmpp:delay", "delay").attribute("from")).isEqualTo(ROOM);
  }

  @Test
  void others_change_the_subject_only_where_they_may() {
    room.made().with(HAG, "thirdwitch");
    room.message(HAG, ROOM, "groupchat", "<subject>Spells</subject>");
    assertThat(room.seen(HAG)).containsExactly("error forbidden");
    room.configure(options -> options.with(RoomOptions.CHANGE_SUBJECT, true));
    room.forget();
    room.message(HAG, ROOM, "groupchat", "<subject>Spells</subject>");
    assertThat(room.seen(HAG)).containsExactly("subject thirdwitch: Spells");
  }

  @Test
  void a_subject_with_a_body_is_a_message() {
    room.made().with(HAG, "thirdwitch");
    room.message(HAG, ROOM, "groupchat", "<subject>Re</subject><body>hello</body>");
    assertThat(room.seen(HAG)).containsExactly("thirdwitch: hello");
  }

  @Test
  void extensions_refuse_change_and_mark_messages() {
    Element seen = Element.of("urn:example", "seen").build();
    TestRoom marked =
        new TestRoom(on -> {
          on.check((_, _, message) -> message.with(seen));
          on.mark((_, message, id) ->
              message.with(Element.of("urn:example", "id").attribute("is", id).build()));
        });
    marked.made().with(HAG, "thirdwitch").says(HAG, "hello");
    Element message = marked.xml(HAG).getFirst();
    assertThat(message.has("urn:example", "seen")).isTrue();
    assertThat(message.child("urn:example", "id").attribute("is")).isEqualTo("1-test");
    assertThat(marked.archive().messages().getFirst().message().has("urn:example", "seen"))
        .isTrue();
    assertThat(marked.archive().messages().getFirst().message().has("urn:example", "id")).isFalse();
  }
}
