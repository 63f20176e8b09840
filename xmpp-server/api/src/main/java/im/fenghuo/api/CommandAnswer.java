package im.fenghuo.api;

import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.xml.Element;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a stage of a command says (XEP-0050 §2.4).
public sealed interface CommandAnswer {

  /// A form is to be filled in first.
  ///
  /// @param form what is wanted to be known
  /// @param then what happens with it
  /// @param isLast whether that completes the command
  record Ask(DataForm form, CommandStep then, boolean isLast) implements CommandAnswer {}

  /// It is done.
  ///
  /// @param payload a form with the result, or null
  /// @param notes for people
  record Done(@Nullable Element payload, List<CommandNote> notes) implements CommandAnswer {
    public Done {
      notes = List.copyOf(notes);
    }
  }

  /// Asks for the form that completes the command.
  static CommandAnswer last(DataForm form, CommandStep then) {
    return new Ask(form, then, true);
  }

  /// Asks for a form after which there are more.
  static CommandAnswer next(DataForm form, CommandStep then) {
    return new Ask(form, then, false);
  }

  /// It is done, and this came out.
  static CommandAnswer done(DataForm result, CommandNote... notes) {
    return new Done(result.toElement(), List.of(notes));
  }

  /// It is done, or was not done: the note says it.
  static CommandAnswer done(CommandNote... notes) {
    return new Done(null, List.of(notes));
  }
}
