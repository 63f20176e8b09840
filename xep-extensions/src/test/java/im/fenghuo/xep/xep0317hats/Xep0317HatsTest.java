package im.fenghuo.xep.xep0317hats;

import static im.fenghuo.muc.TestRoom.CRONE;
import static im.fenghuo.muc.TestRoom.HAG;
import static im.fenghuo.muc.TestRoom.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.xml.Element;
import im.fenghuo.muc.TestRoom;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class Xep0317HatsTest {

  private static final String TEACHER = "http://tech.example.edu/hats#Teacher";

  private TestRoom coven = TestRoom.of(Xep0317Hats::new).made();

  @BeforeEach
  void theHagIsIn() {
    coven.with(CRONE, "firstwitch").with(HAG, "thirdwitch");
    coven.forget();
  }

  private void command(String session, String name, String... fields) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      form.append(
          "<field var='hats#%s'><value>%s</value></field>".formatted(fields[i], fields[i + 1]));
    }
    coven.iq(
        session,
        ROOM,
        "set",
        "<command xmlns='http://jabber.org/protocol/commands' node='urn:xmpp:hats:commands:%s'>%s</command>"
            .formatted(
                name,
                form.isEmpty() ? "" : "<x xmlns='jabber:x:data' type='submit'>" + form + "</x>"));
  }

  private void theHagTeaches() {
    command(CRONE, "create", "title", "Teacher", "uri", TEACHER, "hue", "327.25");
    command(CRONE, "assign", "jid", "hag66@localhost", "uri", TEACHER);
  }

  private static List<String> hats(Element presence) {
    Element hats = presence.child("urn:xmpp:hats:0", "hats");
    return hats == null
        ? List.of()
        : hats.children().stream().map(hat -> hat.attribute("title")).toList();
  }

  @Test
  void a_hat_is_worn_in_presence_whenever_its_wearer_comes() {
    command(CRONE, "create", "title", "Teacher", "uri", TEACHER, "hue", "327.25");
    assertThat(coven.xml(HAG).getFirst().child("http://jabber.org/protocol/muc#user", "x"))
        .isNotNull();
    coven.forget();
    command(CRONE, "assign", "jid", "hag66@localhost", "uri", TEACHER);
    assertThat(hats(coven.xml(HAG).getFirst())).containsExactly("Teacher");
    coven = coven.moved();
    coven.forget();
    coven.enters(HAG, "thirdwitch");
    assertThat(hats(coven.xml(HAG).getFirst())).containsExactly("Teacher");
  }

  @Test
  void a_hat_that_is_destroyed_is_on_nobodys_head() {
    theHagTeaches();
    coven.forget();
    command(CRONE, "destroy", "uri", TEACHER);
    assertThat(hats(coven.xml(HAG).getFirst())).isEmpty();
    command(CRONE, "assign", "jid", "hag66@localhost", "uri", TEACHER);
    assertThat(coven.xml(CRONE).getLast().toString()).contains("<note type='error'>");
  }

  @Test
  void a_hat_is_taken_off() {
    theHagTeaches();
    coven.forget();
    command(CRONE, "unassign", "jid", "hag66@localhost", "uri", TEACHER);
    assertThat(hats(coven.xml(HAG).getFirst())).isEmpty();
  }

  @Test
  void everybody_here_sees_which_hats_there_are_and_admins_who_wears_them() {
    theHagTeaches();
    coven.forget();
    command(HAG, "list");
    assertThat(coven.xml(HAG).getFirst().toString()).contains(TEACHER, "327.25");
    command(HAG, "list-assigned");
    assertThat(coven.seen(HAG)).containsExactly("error forbidden");
    command(CRONE, "list-assigned");
    assertThat(coven.xml(CRONE).getFirst().toString()).contains(TEACHER, "hag66@localhost");
  }

  @Test
  void only_admins_make_hats_by_a_form() {
    command(HAG, "create", "title", "King", "uri", "urn:king");
    assertThat(coven.seen(HAG)).containsExactly("error forbidden");
    command(CRONE, "create");
    Element command = coven.xml(CRONE).getFirst().firstChild();
    assertThat(command.attribute("status")).isEqualTo("executing");
    assertThat(DataForm.in(command).names()).contains("hats#title", "hats#uri", "hats#hue");
    command(CRONE, "create", "title", "King");
    assertThat(coven.xml(CRONE).getLast().toString()).contains("<note type='error'>");
  }
}
