package im.fenghuo.muc;

import static im.fenghuo.muc.TestRoom.CRONE;
import static im.fenghuo.muc.TestRoom.HAG;
import static im.fenghuo.muc.TestRoom.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.CommandAnswer;
import im.fenghuo.api.CommandNote;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.form.Field;
import im.fenghuo.command.Commands;
import java.util.List;
import org.junit.jupiter.api.Test;

/// XEP-0050 §2, at a room.
class RoomCommandsTest {

  private static final String INFO = "http://jabber.org/protocol/disco#info";
  private static final String ITEMS = "http://jabber.org/protocol/disco#items";

  private final TestRoom coven =
      new TestRoom(on ->
          on.command(
              new RoomCommand(
                  "curse", "Curse", RoomCommand::isForModerators, RoomCommandsTest::ask)))
          .made()
          .with(CRONE, "firstwitch")
          .with(HAG, "thirdwitch");

  private static CommandAnswer ask(Room room, im.fenghuo.api.Jid asker, DataForm form) {
    return CommandAnswer.last(
        DataForm.form("curse", List.of(Field.of("whom", "text-single").required())),
        (request, filled) ->
            CommandAnswer.done(
                CommandNote.info(
                    room.jid() + " curses " + filled.value("whom") + " for " + asker)));
  }

  private String asked(String session, String namespace, String node) {
    coven.iq(session, ROOM, "get", "<query xmlns='%s' node='%s'/>".formatted(namespace, node));
    return coven.xml(session).getFirst().toString();
  }

  @Test
  void a_command_is_run_in_stages() {
    TestCommand command = TestCommand.of(coven, CRONE, "curse");
    assertThat(command.form().names()).containsExactly("whom");
    assertThat(command.submit("whom", "Macbeth").note())
        .isEqualTo("coven@muc.localhost curses Macbeth for " + CRONE);
  }

  @Test
  void discovery_shows_it_to_those_who_may() {
    assertThat(asked(CRONE, ITEMS, Commands.NAMESPACE))
        .contains("<item jid='coven@muc.localhost' node='curse' name='Curse'/>");
    assertThat(asked(CRONE, INFO, "curse")).contains("type='command-node'");
    assertThat(asked(CRONE, INFO, Commands.NAMESPACE)).contains("type='command-list'");
    assertThat(asked(HAG, ITEMS, Commands.NAMESPACE)).doesNotContain("<item");
    assertThat(asked(HAG, INFO, "curse")).contains("<forbidden");
  }

  @Test
  void others_may_not_run_it() {
    coven.iq(HAG, ROOM, "set", "<command xmlns='" + Commands.NAMESPACE + "' node='curse'/>");
    assertThat(coven.seen(HAG)).containsExactly("error forbidden");
  }

  @Test
  void a_room_announces_commands_where_there_are_some() {
    coven.iq(HAG, ROOM, "get", "<query xmlns='" + INFO + "'/>");
    assertThat(coven.xml(HAG).getFirst().toString())
        .contains("<feature var='" + Commands.NAMESPACE + "'/>");
    TestRoom plain = new TestRoom().made();
    plain.iq(HAG, ROOM, "get", "<query xmlns='" + INFO + "'/>");
    assertThat(plain.xml(HAG).getFirst().toString()).doesNotContain(Commands.NAMESPACE);
  }
}
