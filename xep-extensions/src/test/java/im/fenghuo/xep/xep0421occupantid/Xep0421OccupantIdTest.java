package im.fenghuo.xep.xep0421occupantid;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.xml.Element;
import im.fenghuo.muc.TestRoom;
import java.util.List;
import org.junit.jupiter.api.Test;

class Xep0421OccupantIdTest {

  private static final String NAMESPACE = "urn:xmpp:occupant-id:0";

  private final TestRoom room = TestRoom.of(Xep0421OccupantId::new);

  private static String id(Element stanza) {
    List<Element> ids =
        stanza.children().stream().filter(child -> child.is(NAMESPACE, "occupant-id")).toList();
    assertThat(ids).hasSize(1);
    return ids.getFirst().attribute("id");
  }

  private String presence(String session) {
    return id(room.xml(session).getFirst());
  }

  @Test
  void somebody_has_the_same_id_in_presence_and_messages_whenever_they_come() {
    room.made().enters(TestRoom.HAG, "thirdwitch");
    String id = presence(TestRoom.HAG);
    room.forget();
    room.says(TestRoom.HAG, "hello");
    assertThat(id(room.xml(TestRoom.HAG).getFirst())).isEqualTo(id);
    assertThat(id(room.archive().messages().getFirst().message().element())).isEqualTo(id);
    room.moved().enters("hag66@localhost/phone", "somebody else");
    assertThat(presence("hag66@localhost/phone")).isEqualTo(id).doesNotContain("hag66");
  }

  @Test
  void others_have_others() {
    room.made().enters(TestRoom.HAG, "thirdwitch");
    String id = presence(TestRoom.HAG);
    room.leaves(TestRoom.HAG, "thirdwitch");
    room.forget();
    room.enters(TestRoom.HECATE, "thirdwitch");
    assertThat(presence(TestRoom.HECATE)).isNotEqualTo(id);
  }

  @Test
  void nobody_claims_the_id_of_somebody_else() {
    String claim = "<occupant-id xmlns='" + NAMESPACE + "' id='somebody'/>";
    room.made().presence(TestRoom.HAG, "thirdwitch", "", TestRoom.ENTER + claim);
    String id = presence(TestRoom.HAG);
    assertThat(id).isNotEqualTo("somebody");
    room.forget();
    room.message(TestRoom.HAG, TestRoom.ROOM, "groupchat", "<body>hi</body>" + claim);
    assertThat(id(room.xml(TestRoom.HAG).getFirst())).isEqualTo(id);
  }
}
