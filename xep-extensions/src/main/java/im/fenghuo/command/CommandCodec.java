package im.fenghuo.command;

import im.fenghuo.api.CommandAnswer;
import im.fenghuo.api.CommandNote;
import im.fenghuo.api.Condition;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.xml.Element;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The XML of commands (XEP-0050 §4).
final class CommandCodec {

  private static final String NAMESPACE = Commands.NAMESPACE;
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*|");

  private CommandCodec() {}

  /// What is to be done with a command.
  enum Action {
    EXECUTE,
    CANCEL,
    PREV,
    NEXT,
    COMPLETE
  }

  /// A request.
  ///
  /// @param session the session it belongs to; null to begin one
  /// @param form what was filled in, or null
  record Order(String node, @Nullable String session, Action action, @Nullable DataForm form) {}

  /// Reads a request.
  ///
  /// @param language of the stanza, or null
  /// @throws StanzaException `bad-request` without a node; `malformed-action`, `bad-locale`
  static Order read(Element command, @Nullable String language) throws StanzaException {
    String node = command.attribute("node");
    if (node == null) {
      throw new StanzaException(Condition.BAD_REQUEST, "a command has a node");
    }
    String own = command.lang();
    requireLanguage(own == null ? language : own);
    return new Order(
        node,
        command.attribute("sessionid"),
        action(command.attribute("action")),
        DataForm.in(command));
  }

  /// Texts are in English whatever is asked for, as an answer is better than none; only what is no
  /// language at all is refused.
  private static void requireLanguage(@Nullable String language) throws StanzaException {
    if (language != null && !LANGUAGE.matcher(language).matches()) {
      throw CommandError.BAD_LOCALE.with("this is no language");
    }
  }

  private static Action action(@Nullable String action) throws StanzaException {
    return switch (action) {
      case null -> Action.EXECUTE;
      case "execute" -> Action.EXECUTE;
      case "cancel" -> Action.CANCEL;
      case "prev" -> Action.PREV;
      case "next" -> Action.NEXT;
      case "complete" -> Action.COMPLETE;
      default -> throw CommandError.MALFORMED_ACTION.with("there is no such action");
    };
  }

  /// The form of the stage that a command is at, and what can be done with it.
  static Element executing(Running running) {
    CommandAnswer.Ask stage = running.stage();
    String forward = stage.isLast() ? "complete" : "next";
    Element.Builder actions = Element.of(NAMESPACE, "actions").attribute("execute", forward);
    if (!running.isFirst()) {
      actions.child("prev", "");
    }
    actions.child(forward, "");
    return command(running.command().node(), running.id(), "executing")
        .child(actions.build())
        .child(stage.form().toElement())
        .build();
  }

  /// A command is over.
  static Element completed(String node, String session, CommandAnswer.Done done) {
    return command(node, session, "completed")
        .children(notes(done.notes()))
        .children(done.payload() == null ? List.of() : List.of(done.payload()))
        .build();
  }

  /// A command was given up.
  static Element canceled(Running running) {
    return command(running.command().node(), running.id(), "canceled").build();
  }

  private static List<Element> notes(List<CommandNote> notes) {
    return notes.stream().map(note -> note.toElement(NAMESPACE)).toList();
  }

  private static Element.Builder command(String node, String session, String status) {
    return Element.of(NAMESPACE, "command")
        .attribute("node", node)
        .attribute("sessionid", session)
        .attribute("status", status)
        .lang("en");
  }
}
