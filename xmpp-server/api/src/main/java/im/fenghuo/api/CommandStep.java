package im.fenghuo.api;

import im.fenghuo.api.form.DataForm;

/// What happens at a stage of a command: nothing is waited for between two of them.
@FunctionalInterface
public interface CommandStep {

  /// Does it. May block; runs in the sender's turn.
  ///
  /// @param request of the one who runs the command
  /// @param form what was filled in: it has all that the form before wanted. At the first stage
  ///   what came along, perhaps nothing
  /// @return what comes next
  /// @throws StanzaException why not: ends the command, as a note of type error
  CommandAnswer run(IqRequest request, DataForm form) throws StanzaException;
}
