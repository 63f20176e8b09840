package im.fenghuo.muc.mute;

import static im.fenghuo.muc.TestRoom.CRONE;
import static im.fenghuo.muc.TestRoom.HAG;
import static im.fenghuo.muc.TestRoom.ROOM;
import static im.fenghuo.muc.TestRoom.WICCA;
import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.xml.Element;
import im.fenghuo.muc.Affiliation;
import im.fenghuo.muc.RoomOptions;
import im.fenghuo.muc.TestCommand;
import im.fenghuo.muc.TestRoom;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimedMuteTest {

  private static final String NODE = "urn:fenghuo:mute:0#";

  private final TestRoom coven =
      new TestRoom(TimedMute::install)
          .made()
          .with(CRONE, "firstwitch")
          .with(WICCA, "secondwitch")
          .with(HAG, "thirdwitch");

  private String mute(String session, String who) {
    return TestCommand.of(coven, session, NODE + "mute")
        .submit("who", who, "duration", "PT1H", "reason", "cackling")
        .note();
  }

  private void mute() {
    mute(CRONE, "thirdwitch");
    coven.forget();
  }

  private void muteEverybody() {
    TestCommand.of(coven, CRONE, NODE + "mute-everybody").submit("duration", "PT1H");
    coven.forget();
  }

  private void unmute(String who) {
    TestCommand.of(coven, CRONE, NODE + "unmute").submit("who", who);
  }

  private void grantVoice() {
    coven.iq(
        CRONE,
        ROOM,
        "set",
        "<query xmlns='http://jabber.org/protocol/muc#admin'>"
            + "<item nick='thirdwitch' role='participant'/></query>");
    coven.forget();
  }

  private void cannotSpeak(String session) {
    coven.forget();
    coven.says(session, "fair is foul");
    assertThat(coven.seen(CRONE)).isEmpty();
    assertThat(coven.seen(session)).containsExactly("error forbidden");
  }

  private void speaks(String session) {
    coven.forget();
    coven.says(session, "fair is foul");
    assertThat(coven.seen(CRONE)).hasSize(1).first().asString().endsWith(": fair is foul");
  }

  @Test
  void who_is_muted_loses_voice_and_is_told_until_when() {
    coven.forget();
    assertThat(mute(CRONE, "thirdwitch"))
        .isEqualTo("thirdwitch is muted until 2026-11-21T13:00:00Z.");
    Element presence = coven.xml(HAG).getFirst();
    assertThat(presence.toString())
        .contains("role='visitor'")
        .contains("<actor nick='firstwitch'/>")
        .contains("muted until 2026-11-21T13:00:00Z: cackling");
    assertThat(coven.seen(WICCA)).containsExactly("thirdwitch none/visitor");
    coven.says(HAG, "fair is foul");
    assertThat(coven.xml(HAG).getFirst().toString())
        .contains("you are muted until 2026-11-21T13:00:00Z");
    speaks(WICCA);
  }

  @Test
  void neither_leaving_nor_another_session_nor_a_restart_helps() {
    mute();
    coven.leaves(HAG, "thirdwitch");
    coven.enters(HAG, "fourthwitch");
    assertThat(coven.seen(HAG)).contains("fourthwitch none/visitor 110");
    cannotSpeak(HAG);
    coven.enters("hag66@localhost/phone", "fifthwitch");
    cannotSpeak("hag66@localhost/phone");
    coven.moved().with(CRONE, "firstwitch").enters(HAG, "thirdwitch");
    assertThat(coven.seen(HAG)).contains("thirdwitch none/visitor 110");
    cannotSpeak(HAG);
  }

  @Test
  void it_ends_with_the_time() {
    mute();
    coven.pass(Duration.ofMinutes(59));
    cannotSpeak(HAG);
    coven.pass(Duration.ofMinutes(1));
    assertThat(coven.seen(WICCA)).containsExactly("thirdwitch none/participant");
    speaks(HAG);
  }

  @Test
  void it_ends_with_the_time_after_a_restart_too() {
    mute();
    coven.moved().with(CRONE, "firstwitch").with(HAG, "thirdwitch");
    coven.pass(Duration.ofMinutes(60));
    assertThat(coven.seen(CRONE))
        .containsExactly("thirdwitch none/participant hag66@localhost/pda");
    assertThat(coven.room.kept("mutes")).isNull();
  }

  @Test
  void a_moderator_ends_it_by_granting_voice() {
    mute();
    grantVoice();
    speaks(HAG);
    coven.leaves(HAG, "thirdwitch");
    coven.enters(HAG, "thirdwitch");
    speaks(HAG);
  }

  @Test
  void or_by_the_command() {
    mute();
    unmute("hag66@localhost");
    assertThat(coven.seen(WICCA)).containsExactly("thirdwitch none/participant");
    speaks(HAG);
    assertThat(TestCommand.of(coven, CRONE, NODE + "unmute").note()).isEqualTo("Nobody is muted.");
  }

  @Test
  void who_becomes_a_member_stays_muted_and_an_admin_does_not() {
    mute();
    coven.affiliate("hag66@localhost", Affiliation.MEMBER, null);
    cannotSpeak(HAG);
    coven.affiliate("hag66@localhost", Affiliation.ADMIN, null);
    speaks(HAG);
  }

  @Test
  void who_is_away_is_muted_by_address() {
    coven.leaves(HAG, "thirdwitch");
    mute(CRONE, "hag66@localhost");
    coven.enters(HAG, "thirdwitch");
    cannotSpeak(HAG);
  }

  @Test
  void nobody_mutes_an_owner_or_somebody_unknown() {
    assertThat(mute(CRONE, "firstwitch")).isEqualTo("you may not mute firstwitch");
    assertThat(mute(CRONE, "nobody")).isEqualTo("nobody here is called nobody");
    coven.iq(
        HAG,
        ROOM,
        "set",
        "<command xmlns='http://jabber.org/protocol/commands' node='" + NODE + "mute'/>");
    assertThat(coven.seen(HAG)).contains("error forbidden");
  }

  @Test
  void everybody_is_muted_but_moderators() {
    coven.affiliate("wiccarocks@localhost", Affiliation.MEMBER, null);
    muteEverybody();
    assertThat(coven.room.configuration().is(RoomOptions.MODERATED)).isTrue();
    cannotSpeak(HAG);
    cannotSpeak(WICCA);
    speaks(CRONE);
    coven.leaves(WICCA, "secondwitch");
    coven.enters(WICCA, "secondwitch");
    assertThat(coven.seen(WICCA)).contains("secondwitch member/visitor 110");
  }

  @Test
  void everybody_speaks_again_when_the_time_is_over() {
    muteEverybody();
    coven.pass(Duration.ofHours(1));
    assertThat(coven.room.configuration().is(RoomOptions.MODERATED)).isFalse();
    assertThat(coven.seen(WICCA))
        .contains("secondwitch none/participant 110", "thirdwitch none/participant");
    speaks(HAG);
  }

  @Test
  void everybody_stays_muted_over_a_restart_and_is_not_for_ever() {
    muteEverybody();
    coven.moved();
    coven.pass(Duration.ofMinutes(30));
    coven.with(CRONE, "firstwitch").with(HAG, "thirdwitch");
    cannotSpeak(HAG);
    coven.moved();
    coven.pass(Duration.ofHours(2));
    coven.with(CRONE, "firstwitch").with(HAG, "thirdwitch");
    assertThat(coven.room.configuration().is(RoomOptions.MODERATED)).isFalse();
    speaks(HAG);
  }

  @Test
  void a_moderator_lets_one_speak_while_everybody_is_muted() {
    muteEverybody();
    grantVoice();
    speaks(HAG);
    cannotSpeak(WICCA);
    coven.moved().with(CRONE, "firstwitch").with(HAG, "thirdwitch");
    speaks(HAG);
  }

  @Test
  void everybody_speaks_again_when_a_moderator_says_so() {
    muteEverybody();
    unmute("everybody");
    speaks(HAG);
    speaks(WICCA);
  }

  @Test
  void everybody_speaks_again_when_the_room_is_not_moderated_any_more() {
    muteEverybody();
    coven.configure(room -> room.with(RoomOptions.MODERATED, false));
    speaks(HAG);
  }

  @Test
  void a_room_that_was_moderated_before_stays_so() {
    coven.configure(room -> room.with(RoomOptions.MODERATED, true));
    muteEverybody();
    coven.pass(Duration.ofHours(1));
    assertThat(coven.room.configuration().is(RoomOptions.MODERATED)).isTrue();
  }
}
