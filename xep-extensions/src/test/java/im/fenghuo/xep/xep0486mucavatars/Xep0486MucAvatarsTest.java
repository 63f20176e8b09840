package im.fenghuo.xep.xep0486mucavatars;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.xml.Element;
import im.fenghuo.muc.TestRoom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class Xep0486MucAvatarsTest {

  private static final String PHOTO =
      "<PHOTO><TYPE>image/svg+xml</TYPE><BINVAL>%s</BINVAL></PHOTO>";

  /// The image of the XEP's example, with a line break in it.
  private static final String GARDEN =
      PHOTO.formatted(
          "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHdpZHRoPSIzMiIgaGVpZ2h0PSIzMiI+\n"
              + "CiA8cmVjdCB4PSIwIiB5PSIwIiB3aWR0aD0iMzIiIGhlaWdodD0iMzIiIGZpbGw9InJlZCIvPgo8L3N2Zz4K");

  private final InMemoryVcards vcards = new InMemoryVcards();
  private final TestRoom room = TestRoom.of(rooms -> new Xep0486MucAvatars(rooms, vcards)).made();

  private static final class InMemoryVcards implements RoomVcards {
    private final Map<Long, Element> byRoom = new HashMap<>();
    private int reads;

    @Override
    public @Nullable Element get(long room) {
      reads++;
      return byRoom.get(room);
    }

    @Override
    public void put(long room, @Nullable Element vcard) {
      if (vcard == null) {
        byRoom.remove(room);
      } else {
        byRoom.put(room, vcard);
      }
    }
  }

  private String ask(String session, String type, String content) {
    room.iq(session, TestRoom.ROOM, type, content);
    return room.xml(session).getFirst().toString();
  }

  private String vcard(String session, String type, String content) {
    return ask(session, type, "<vCard xmlns='vcard-temp'>" + content + "</vCard>");
  }

  private String discovered() {
    return ask(TestRoom.HECATE, "get", "<query xmlns='http://jabber.org/protocol/disco#info'/>");
  }

  @Test
  void everybody_finds_and_reads_what_an_owner_has_published() {
    assertThat(discovered()).contains("var='vcard-temp'").doesNotContain("avatarhash");
    assertThat(vcard(TestRoom.CRONE, "set", GARDEN)).contains("type='result'");
    assertThat(discovered())
        .contains("muc#roominfo_avatarhash")
        .contains("<value>a31c4bd04de69663cfd7f424a8453f4674da37ff</value>");
    assertThat(vcard(TestRoom.HECATE, "get", "")).contains("<TYPE>image/svg+xml</TYPE>");
    room.moved();
    assertThat(discovered()).contains("a31c4bd04de69663cfd7f424a8453f4674da37ff");
    assertThat(vcard(TestRoom.HECATE, "get", "")).contains("<TYPE>image/svg+xml</TYPE>");
  }

  @Test
  void an_empty_vcard_takes_the_avatar_away() {
    assertThat(vcard(TestRoom.HAG, "get", "")).contains("<vCard xmlns='vcard-temp'/>");
    vcard(TestRoom.CRONE, "set", GARDEN);
    vcard(TestRoom.CRONE, "set", "");
    assertThat(vcard(TestRoom.HAG, "get", "")).contains("<vCard xmlns='vcard-temp'/>");
    assertThat(discovered()).doesNotContain("avatarhash");
    assertThat(vcards.byRoom).isEmpty();
  }

  @Test
  void one_image_may_have_several_formats() {
    vcard(TestRoom.CRONE, "set", GARDEN + PHOTO.formatted("aGk=") + PHOTO.formatted(""));
    assertThat(discovered())
        .contains(
            "<value>a31c4bd04de69663cfd7f424a8453f4674da37ff</value>"
                + "<value>c22b5f9178342609428d6f51b2c5af4c0bde6a42</value>");
    assertThat(vcard(TestRoom.CRONE, "set", PHOTO.formatted("aGk=").repeat(11)))
        .contains("<not-acceptable ");
  }

  @Test
  void whoever_is_in_the_room_learns_that_something_has_changed() {
    room.with(TestRoom.HAG, "thirdwitch");
    vcard(TestRoom.CRONE, "set", GARDEN);
    assertThat(room.xml(TestRoom.HAG))
        .singleElement()
        .asString()
        .contains("type='groupchat'", "<status code='104'/>");
  }

  @Test
  void nobody_but_owners_publishes_and_nothing_that_is_too_large_or_no_picture() {
    assertThat(vcard(TestRoom.HAG, "set", GARDEN)).contains("<forbidden ");
    assertThat(vcard(TestRoom.CRONE, "set", PHOTO.formatted("no Base64!")))
        .contains("<bad-request ");
    String large = "A".repeat(Xep0486MucAvatars.LIMIT);
    assertThat(vcard(TestRoom.CRONE, "set", PHOTO.formatted(large))).contains("<policy-violation ");
    assertThat(vcards.byRoom).isEmpty();
  }

  @Test
  void those_who_come_together_cost_one_read() {
    vcard(TestRoom.CRONE, "set", GARDEN);
    vcard(TestRoom.HAG, "get", "");
    vcard(TestRoom.HECATE, "get", "");
    assertThat(vcards.reads).isEqualTo(1);
    room.pass(Duration.ofMinutes(2));
    vcard(TestRoom.HECATE, "get", "");
    assertThat(vcards.reads).isEqualTo(2);
  }
}
