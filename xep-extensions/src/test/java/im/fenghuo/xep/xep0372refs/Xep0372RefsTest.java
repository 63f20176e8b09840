package im.fenghuo.xep.xep0372refs;

import static im.fenghuo.muc.TestRoom.CRONE;
import static im.fenghuo.muc.TestRoom.HAG;
import static im.fenghuo.muc.TestRoom.ROOM;
import static im.fenghuo.muc.TestRoom.WICCA;
import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.muc.Affiliation;
import im.fenghuo.muc.TestRoom;
import im.fenghuo.muc.mention.Mentions;
import im.fenghuo.muc.mention.TestMentions;
import im.fenghuo.xep.TestServer;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class Xep0372RefsTest {

  private final TestMentions kept = new TestMentions();
  private final TestRoom coven = new TestRoom();

  @BeforeEach
  void everybodyIsIn() {
    Mentions mentions = new Mentions(kept, Clock.systemUTC());
    new TestServer()
        .register(on -> mentions.install(on, coven.rooms.registrar()))
        .install(new Xep0372Refs(mentions));
    coven.made().with(CRONE, "firstwitch").with(WICCA, "secondwitch").with(HAG, "third witch");
  }

  private void mentions(String type, String uri) {
    coven.message(
        WICCA,
        ROOM,
        "groupchat",
        "<body>Hag!</body><reference xmlns='urn:xmpp:reference:0' type='%s' uri='%s'/>"
            .formatted(type, uri));
  }

  @Test
  void somebody_is_mentioned_by_address_or_nickname() {
    mentions("mention", "xmpp:hag66@localhost");
    mentions("mention", "xmpp:coven@muc.localhost/third%20witch");
    assertThat(kept.kept).containsExactly("1 hag66@localhost", "2 hag66@localhost");
  }

  @Test
  void members_are_mentioned_who_are_not_there() {
    coven.affiliate("hecate@localhost", Affiliation.MEMBER, "hecate");
    mentions("mention", "xmpp:hecate@localhost?message");
    mentions("mention", "xmpp:coven@muc.localhost/hecate");
    assertThat(kept.kept).containsExactly("1 hecate@localhost", "2 hecate@localhost");
  }

  @Test
  void strangers_nonsense_and_other_references_are_passed_and_not_remembered() {
    mentions("mention", "xmpp:macbeth@localhost");
    mentions("mention", "xmpp:coven@muc.localhost");
    mentions("mention", "mailto:hag66@localhost");
    mentions("mention", "xmpp:@@");
    mentions("data", "xmpp:hag66@localhost");
    assertThat(kept.kept).isEmpty();
    assertThat(coven.archive().messages()).hasSize(5);
  }
}
