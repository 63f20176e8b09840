package im.fenghuo.xep.xep0425moderation;

import static im.fenghuo.muc.TestRoom.CRONE;
import static im.fenghuo.muc.TestRoom.HAG;
import static im.fenghuo.muc.TestRoom.ROOM;
import static im.fenghuo.muc.TestRoom.WICCA;
import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.xml.Element;
import im.fenghuo.muc.TestRoom;
import im.fenghuo.xep.xep0421occupantid.Xep0421OccupantId;
import im.fenghuo.xep.xep0424messageretract.Xep0424MessageRetract;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class Xep0425ModerationTest {

  private static final String ENTER = "<x xmlns='http://jabber.org/protocol/muc'/>";

  private final TestRoom coven =
      TestRoom.of((rooms, archive) ->
              List.of(
                  new Xep0421OccupantId(rooms),
                  new Xep0424MessageRetract(rooms),
                  new Xep0425Moderation(rooms, archive)))
          .made();

  @BeforeEach
  void theHagHasSaidSomething() {
    coven.with(CRONE, "firstwitch").with(HAG, "thirdwitch");
    coven.says(HAG, "DM me for free magic potions!");
    coven.forget();
  }

  private void moderate(String session, String id) {
    coven.iq(
        session,
        ROOM,
        "set",
        "<moderate id='%s' xmlns='urn:xmpp:message-moderate:1'>".formatted(id)
            + "<retract xmlns='urn:xmpp:message-retract:1'/><reason>Spam</reason></moderate>");
  }

  @Test
  void everybody_is_told_by_the_room_what_a_moderator_takes_back_and_why() {
    moderate(CRONE, "1-test");
    Element message = coven.xml(HAG).getFirst();
    assertThat(message.attribute("from")).isEqualTo(ROOM);
    assertThat(message.attribute("type")).isEqualTo("groupchat");
    Element retract = message.child("urn:xmpp:message-retract:1", "retract");
    assertThat(retract.attribute("id")).isEqualTo("1-test");
    assertThat(retract.child("urn:xmpp:message-retract:1", "reason").text()).isEqualTo("Spam");
    Element moderated = retract.child("urn:xmpp:message-moderate:1", "moderated");
    assertThat(moderated.attribute("by")).isEqualTo(ROOM + "/firstwitch");
    assertThat(moderated.child("urn:xmpp:occupant-id:0", "occupant-id")).isNotNull();
    assertThat(coven.seen(CRONE)).contains("result from " + ROOM);
    assertThat(coven.archive().messages().getLast().sender().toString()).isEqualTo(ROOM);
  }

  @Test
  void whoever_enters_then_does_not_get_it() {
    moderate(CRONE, "1-test");
    coven.presence(WICCA, "secondwitch", "", ENTER);
    assertThat(coven.seen(WICCA)).noneMatch(each -> each.contains("potions"));
  }

  @Test
  void whoever_has_said_it_takes_it_back_and_nobody_else_does() {
    String retract = "<retract id='1-test' xmlns='urn:xmpp:message-retract:1'/>";
    coven.message(CRONE, ROOM, "groupchat", retract);
    coven.presence(WICCA, "secondwitch", "", ENTER);
    assertThat(coven.seen(WICCA)).anyMatch(each -> each.contains("potions"));
    coven.message(HAG, ROOM, "groupchat", retract);
    coven.presence(TestRoom.HECATE, "fourthwitch", "", ENTER);
    assertThat(coven.seen(TestRoom.HECATE)).noneMatch(each -> each.contains("potions"));
  }

  @Test
  void only_moderators_take_back_and_only_what_is_there() {
    moderate(HAG, "1-test");
    assertThat(coven.seen(HAG)).containsExactly("error forbidden");
    moderate(WICCA, "1-test");
    assertThat(coven.seen(WICCA)).containsExactly("error forbidden");
    moderate(CRONE, "7-test");
    assertThat(coven.seen(CRONE)).containsExactly("error item-not-found");
    coven.iq(CRONE, ROOM, "set", "<moderate xmlns='urn:xmpp:message-moderate:1' id='1-test'/>");
    assertThat(coven.seen(CRONE)).containsExactly("error bad-request");
  }
}
