package im.fenghuo.api;

import java.time.Clock;
import java.util.function.Consumer;

/// What the server offers to its extensions. Given to their constructors.
///
/// @param db the database; blocks
/// @param archive the archives; blocks
/// @param conversations what the archives and read cursors say of conversations; blocks
/// @param accounts the register of accounts; blocks
/// @param directory what was registered
/// @param clock the time
/// @param sender sends stanzas on their way
public record Services(
    Db db,
    Archive archive,
    Conversations conversations,
    Accounts accounts,
    Directory directory,
    Clock clock,
    Consumer<Stanza> sender) {

  /// Sends a stanza on behalf of the server or a service to wherever its `to` leads. From any
  /// thread; never blocks; what one thread sends to one account keeps its order.
  ///
  /// @param stanza has `from` and `to`
  public void route(Stanza stanza) {
    sender.accept(stanza);
  }
}
