package im.fenghuo.entity;

import im.fenghuo.account.LocalAccounts;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Stanza;
import im.fenghuo.archive.Receipt;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;

/// The recipients here of an audience whose entity lives on another node. Whoever has it calls its
/// methods one after the other.
public final class Visitors {

  private final Fan fan;
  private final Map<Long, Recipient> byNumber = new HashMap<>();

  /// @param onLost is told, on any loop, the number of a recipient that is not there: it is to be
  ///   removed
  public Visitors(LocalAccounts accounts, LongConsumer onLost) {
    this.fan = new Fan(accounts, lost -> lost.forEach(each -> onLost.accept(each.number())));
  }

  /// Adds one.
  public void add(long number, Jid recipient) {
    Recipient added = new Recipient(recipient, number);
    byNumber.put(number, added);
    fan.add(added);
  }

  /// Removes one.
  public void remove(long number) {
    Recipient removed = byNumber.remove(number);
    if (removed != null) {
      fan.remove(removed);
    }
  }

  /// Gives everybody a copy.
  ///
  /// @param receipt is held open until all have it
  public void send(Stanza stanza, Receipt receipt) {
    fan.send(stanza, receipt);
  }
}
