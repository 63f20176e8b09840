package im.fenghuo.xep.xep0050adhoc;

import im.fenghuo.api.Command;
import im.fenghuo.api.CommandAnswer;
import im.fenghuo.api.CommandNote;
import im.fenghuo.api.CommandStep;
import im.fenghuo.api.Directory;
import im.fenghuo.api.Iq;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Services;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.Xep;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.xml.Element;
import im.fenghuo.xep.xep0050adhoc.CommandCodec.Action;
import im.fenghuo.xep.xep0050adhoc.CommandCodec.Order;
import java.util.List;

/// [XEP-0050](https://xmpp.org/extensions/xep-0050.html): Ad-Hoc Commands, of the server and of
/// accounts. What commands there are, other extensions register.
public final class Xep0050Adhoc implements Xep {

  static final String NAMESPACE = "http://jabber.org/protocol/commands";

  private static final int MAX_STAGES = 50;
  private static final DataForm EMPTY = new DataForm(DataForm.Type.SUBMIT, "", "", List.of());

  private final Directory directory;
  private final CommandSessions sessions;

  /// @param services of the server
  public Xep0050Adhoc(Services services) {
    this.directory = services.directory();
    this.sessions = new CommandSessions(services.clock());
  }

  @Override
  public Document document() {
    return new Document(50, "commands", "1.3.0");
  }

  @Override
  public void install(Registrar on) {
    for (Target target : List.of(Target.SERVER, Target.ACCOUNT)) {
      CommandNodes commands = new CommandNodes(directory, target);
      on.feature(target, NAMESPACE);
      on.nodes(target, commands);
      on.iq(Iq.Type.SET, target, NAMESPACE, "command", request -> run(request, commands));
    }
  }

  /// Blocks. §2.4.
  private Element run(IqRequest request, CommandNodes commands) throws StanzaException {
    Order order = CommandCodec.read(request.payload(), request.iq().element().lang());
    Command command = commands.find(order.node());
    if (command == null) {
      throw CommandError.unknown();
    }
    if (!command.permission().test(request)) {
      throw CommandError.forbidden();
    }
    String session = order.session();
    if (session != null) {
      return proceed(sessions.find(session, request.iq().sender(), command), request, order);
    }
    if (order.action() != Action.EXECUTE) {
      throw CommandError.BAD_ACTION.with("a command begins by being executed");
    }
    return begin(request, command, order.form() == null ? EMPTY : order.form());
  }

  private Element begin(IqRequest request, Command command, DataForm form) throws StanzaException {
    Running running = sessions.begin(request.iq().sender(), command);
    return step(running, command.first(), request, form);
  }

  /// §3.4.
  private Element proceed(Running running, IqRequest request, Order order) throws StanzaException {
    CommandAnswer.Ask stage = running.stage();
    switch (order.action()) {
      case CANCEL -> {
        sessions.end(running);
        return CommandCodec.canceled(running);
      }
      case PREV -> {
        if (running.isFirst()) {
          throw CommandError.BAD_ACTION.with("this is the first stage");
        }
        running.back();
        return CommandCodec.executing(running);
      }
      case NEXT -> require(!stage.isLast(), "this is the last stage");
      case COMPLETE -> require(stage.isLast(), "there are more stages");
      case EXECUTE -> {}
    }
    DataForm form = order.form();
    if (form == null) {
      throw CommandError.BAD_PAYLOAD.with("the form is missing");
    }
    String problem = FormCheck.problem(stage.form(), form);
    if (problem != null) {
      throw CommandError.BAD_PAYLOAD.with(problem);
    }
    return step(running, stage.then(), request, form);
  }

  private static void require(boolean isAllowed, String otherwise) throws StanzaException {
    if (!isAllowed) {
      throw CommandError.BAD_ACTION.with(otherwise);
    }
  }

  private Element step(Running running, CommandStep step, IqRequest request, DataForm form)
      throws StanzaException {
    boolean goesOn = false;
    try {
      CommandAnswer answer = answer(step, request, form);
      switch (answer) {
        case CommandAnswer.Done done -> {
          return CommandCodec.completed(running.command().node(), running.id(), done);
        }
        case CommandAnswer.Ask ask -> {
          if (running.depth() == MAX_STAGES) {
            throw CommandError.BAD_ACTION.with("there are too many stages");
          }
          running.forward(ask);
          goesOn = true;
          return CommandCodec.executing(running);
        }
      }
    } finally {
      if (!goesOn) {
        sessions.end(running);
      }
    }
  }

  /// §3.6: what has failed says so by a note.
  private static CommandAnswer answer(CommandStep step, IqRequest request, DataForm form) {
    try {
      return step.run(request, form);
    } catch (StanzaException e) {
      String text = e.getMessage();
      return CommandAnswer.done(
          CommandNote.error(text == null || text.isEmpty() ? e.condition().element() : text));
    }
  }
}
