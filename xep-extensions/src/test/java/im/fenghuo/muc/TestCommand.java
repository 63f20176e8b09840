package im.fenghuo.muc;

import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.xml.Element;

/// Somebody runs an ad-hoc command of a room.
public final class TestCommand {

  private static final String COMMANDS = "http://jabber.org/protocol/commands";

  private final TestRoom room;
  private final String session;
  private final String node;
  private Element answer;

  private TestCommand(TestRoom room, String session, String node) {
    this.room = room;
    this.session = session;
    this.node = node;
  }

  /// Begins one. What the session has seen until then is forgotten.
  public static TestCommand of(TestRoom room, String session, String node) {
    TestCommand command = new TestCommand(room, session, node);
    command.send("", "");
    return command;
  }

  private void send(String attributes, String content) {
    room.xml(session);
    room.iq(
        session,
        TestRoom.ROOM,
        "set",
        "<command xmlns='%s' node='%s'%s>%s</command>"
            .formatted(COMMANDS, node, attributes, content));
    Element iq =
        room.xml(session).stream().filter(each -> each.name().equals("iq")).findFirst().get();
    answer = iq.firstChild();
    if (!"result".equals(iq.attribute("type"))) {
      throw new IllegalStateException(iq.toString());
    }
  }

  /// The form that is to be filled in, or with the result.
  public DataForm form() {
    return DataForm.in(answer);
  }

  /// Fills in the form: names and values in turn.
  public TestCommand submit(String... fields) {
    StringBuilder form = new StringBuilder("<x xmlns='jabber:x:data' type='submit'>");
    for (int i = 0; i < fields.length; i += 2) {
      form.append("<field var='%s'><value>%s</value></field>".formatted(fields[i], fields[i + 1]));
    }
    send(" sessionid='" + answer.attribute("sessionid") + "'", form.append("</x>").toString());
    return this;
  }

  /// What the person is told.
  public String note() {
    return answer.child(COMMANDS, "note").text();
  }

  @Override
  public String toString() {
    return answer.toString();
  }
}
