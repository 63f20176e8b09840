package im.fenghuo.bench;

import java.util.concurrent.atomic.LongAdder;

/// What all occupants of the room of one run have in common.
final class Room {

  private final Meter meter;
  private final long run;
  private final String jid;
  private final int occupants;
  private final int bodySize;
  private final CommonOrder order;
  private final LongAdder entered = new LongAdder();
  private final LongAdder presences = new LongAdder();
  private final LongAdder copies = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private volatile boolean closedLoop;

  /// @param run tells this run's messages, and its room, from those of others
  Room(Meter meter, long run, String service, int occupants, int bodySize) {
    this.meter = meter;
    this.run = run;
    this.jid = "bench" + run + "@" + service;
    this.occupants = occupants;
    this.bodySize = bodySize;
    this.order = new CommonOrder(occupants);
  }

  Meter meter() {
    return meter;
  }

  String jid() {
    return jid;
  }

  int occupants() {
    return occupants;
  }

  CommonOrder order() {
    return order;
  }

  long run() {
    return run;
  }

  NumberedMessages messagesOf(Account account) {
    return new NumberedMessages(jid, "groupchat", run, account.number(), bodySize);
  }

  /// Whether each message that everybody has makes its sender send the next.
  boolean isClosedLoop() {
    return closedLoop;
  }

  void closedLoop(boolean now) {
    closedLoop = now;
  }

  void entered() {
    entered.increment();
  }

  /// How many are in.
  long enteredCount() {
    return entered.sum();
  }

  void presence() {
    presences.increment();
  }

  /// How many presences have arrived, all occupants together.
  long presenceCount() {
    return presences.sum();
  }

  void copy(int length) {
    copies.increment();
    bytes.add(length);
  }

  /// How many copies have arrived, all occupants together.
  long copyCount() {
    return copies.sum();
  }

  /// How many bytes they were.
  long byteCount() {
    return bytes.sum();
  }

  /// The one who floods was told that a message goes nowhere.
  void refused() {
    refused.increment();
  }

  long refusedCount() {
    return refused.sum();
  }
}
