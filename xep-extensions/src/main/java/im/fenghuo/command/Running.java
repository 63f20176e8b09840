package im.fenghuo.command;

import im.fenghuo.api.Command;
import im.fenghuo.api.CommandAnswer;
import im.fenghuo.api.Jid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A command that somebody has begun and not ended (XEP-0050 §3.3). Used in the turn of the one who
/// has begun it, so by one thread at a time.
final class Running {

  private final String id;
  private final Jid owner;
  private final Command command;
  private final List<CommandAnswer.Ask> stages = new ArrayList<>();
  private Instant used;

  /// @param owner who has begun it: a full JID
  Running(String id, Jid owner, Command command, Instant now) {
    this.id = id;
    this.owner = owner;
    this.command = command;
    this.used = now;
  }

  String id() {
    return id;
  }

  Jid owner() {
    return owner;
  }

  Command command() {
    return command;
  }

  /// When it was used last. Guarded by [CommandSessions].
  Instant used() {
    return used;
  }

  /// Guarded by [CommandSessions].
  void use(Instant now) {
    used = now;
  }

  /// The form that is to be filled in now.
  CommandAnswer.Ask stage() {
    return stages.getLast();
  }

  boolean isFirst() {
    return stages.size() == 1;
  }

  /// How many stages lie behind, and this one.
  int depth() {
    return stages.size();
  }

  void forward(CommandAnswer.Ask next) {
    stages.add(next);
  }

  void back() {
    stages.removeLast();
  }
}
