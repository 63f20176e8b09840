package im.fenghuo.command;

import im.fenghuo.api.Command;
import im.fenghuo.api.CommandAnswer;
import im.fenghuo.api.CommandNote;
import im.fenghuo.api.CommandStep;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.xml.Element;
import im.fenghuo.command.CommandCodec.Action;
import im.fenghuo.command.CommandCodec.Order;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// Runs ad-hoc commands (XEP-0050), of whatever they are. Safe for all threads.
public final class Commands {

  /// The namespace, which is also the node of the list in service discovery.
  public static final String NAMESPACE = "http://jabber.org/protocol/commands";

  /// How long a command may rest.
  public static final Duration LIFETIME = Duration.ofMinutes(10);

  /// How many an account may have.
  public static final int MAX_OF_ONE = 10;

  private static final int MAX_STAGES = 50;
  private static final DataForm EMPTY = new DataForm(DataForm.Type.SUBMIT, "", "", List.of());

  private final CommandSessions sessions;

  public Commands(Clock clock) {
    this.sessions = new CommandSessions(clock);
  }

  /// Answers a `<command/>` (§2.4). Blocks.
  ///
  /// @param commands what there is
  /// @throws StanzaException the error that is the answer (§4.4)
  public Element run(IqRequest request, List<Command> commands) throws StanzaException {
    Order order = CommandCodec.read(request.payload(), request.iq().element().lang());
    Command command = CommandNodes.find(commands, order.node());
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
