package im.fenghuo.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/// The users of a run in one room: the first makes it, the others enter it, some of them talk.
final class Assembly {

  private final Run run;
  private final Room room;
  private final boolean showsPresence;
  private final List<Occupant> occupants = new ArrayList<>();
  private final List<Pacer> pacers = new ArrayList<>();

  Assembly(
      Run run, List<ClientStream> streams, String service, int bodySize, boolean showsPresence) {
    this.run = run;
    this.showsPresence = showsPresence;
    long number = ThreadLocalRandom.current().nextInt(1 << 30);
    this.room = new Room(run.meter(), number, service, streams.size(), bodySize);
    for (Account account : run.accounts()) {
      occupants.add(new Occupant(room, account, streams.get(account.number())));
    }
    Occupant[] everybody = occupants.toArray(Occupant[]::new);
    occupants.forEach(occupant -> occupant.meets(everybody));
  }

  Room room() {
    return room;
  }

  Occupant last() {
    return occupants.getLast();
  }

  /// The first one enters and configures. Blocks.
  void create() throws InterruptedException {
    Occupant owner = occupants.getFirst();
    owner.stream().eventLoop().execute(owner::enter);
    wait("making the room", () -> room.enteredCount() == 1);
    owner.stream().eventLoop().execute(() -> owner.configure(showsPresence));
    wait("making the room", owner::isConfigured);
  }

  /// The others enter: at this rate, or all at once. Blocks until all are in and have all that they
  /// are to get.
  ///
  /// @param perSecond 0 for all at once
  Entry enter(double perSecond) throws InterruptedException {
    long presencesBefore = room.presenceCount();
    long start = System.nanoTime();
    var _ = run.meter().latencies();
    Usage before = run.usage();
    for (Occupant occupant : occupants.subList(1, occupants.size())) {
      long delay = perSecond > 0 ? (long) (1e9 / perSecond * occupant.number()) : 0;
      var _ = occupant.stream().eventLoop().schedule(occupant::enter, delay, TimeUnit.NANOSECONDS);
    }
    wait("entering", () -> room.enteredCount() == occupants.size());
    double seconds = (System.nanoTime() - start) / 1e9;
    long expected = presences(occupants.size()) - 1;
    run.await("entering", run.patience(), () -> room.presenceCount() - presencesBefore >= expected);
    Usage after = run.usage();
    long arrived = room.presenceCount() - presencesBefore;
    return new Entry(
        seconds,
        expected,
        new Run.Measurement(before, after, occupants.size() - 1, run.meter().latencies()),
        new Run.Measurement(before, after, arrived, run.meter().latencies()));
  }

  /// How the others entered.
  ///
  /// @param seconds until all were in
  /// @param expected how many presences were to arrive
  /// @param joins one unit for each of them
  /// @param presences one unit for each presence that arrived
  record Entry(double seconds, long expected, Run.Measurement joins, Run.Measurement presences) {
    long missing() {
      return expected - presences.units();
    }
  }

  /// Whoever enters gets the presence of all, itself included, and all others get that of whoever
  /// enters. Where presence is not shown everybody gets its own.
  private long presences(long count) {
    return showsPresence ? count * count : count;
  }

  private void wait(String phase, BooleanSupplier done) throws InterruptedException {
    run.await(phase, run.patience(), () -> done.getAsBoolean() || run.meter().errors() > 0);
    if (!done.getAsBoolean()) {
      throw new IllegalStateException(
          run.meter()
              .firstError()
              .orElse(phase + ": " + room.enteredCount() + " were in when time was up"));
    }
  }

  /// Those who talk: so many, evenly spread.
  private List<Occupant> speakers(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> occupants.get((int) ((long) i * occupants.size() / count)))
        .toList();
  }

  /// Each of so many has one message under way, which everybody gets before the next.
  void startClosedLoop(int senders) {
    room.closedLoop(true);
    for (Occupant each : speakers(senders)) {
      each.stream().eventLoop().execute(() -> each.send(System.nanoTime()));
    }
  }

  /// So many send so many messages a second, all together.
  void startOpenLoop(int senders, double perSecond) {
    List<Occupant> all = speakers(senders);
    for (ClientLoop loop : run.clients().loops()) {
      List<Occupant> here =
          all.stream().filter(each -> each.stream().eventLoop().equals(loop.eventLoop())).toList();
      if (!here.isEmpty()) {
        Pacer pacer = new Pacer(loop.eventLoop(), here, perSecond * here.size() / all.size());
        pacers.add(pacer);
        pacer.start();
      }
    }
  }

  /// Nobody sends any more. Blocks until every loop knows.
  void stop() throws InterruptedException {
    room.closedLoop(false);
    pacers.forEach(Pacer::stop);
    run.clients().onEach(() -> {});
  }

  /// Blocks until everybody has everything, or patience ends.
  void drain() throws InterruptedException {
    run.drain(() -> room.copyCount() >= said() * present());
  }

  /// What was said to all: what was sent, but for what somebody who flooded was refused.
  private long said() {
    long said = 0;
    for (Occupant each : occupants) {
      said += each.stream().isClosed() ? room.order().seenOf(each.number()) : each.sent();
    }
    return said - room.refusedCount();
  }

  private long present() {
    return occupants.stream().filter(each -> !each.stream().isClosed()).count();
  }

  /// The copies that arrived of those that were to; out of order is whatever somebody got elsewhere
  /// in the order than others, or than it was sent.
  Chat.Tally tally() throws InterruptedException {
    run.clients().onEach(() -> {}); // makes what the loops wrote visible here
    long received = 0;
    long duplicates = 0;
    long reordered = room.order().disordered();
    for (Occupant each : occupants) {
      if (!each.stream().isClosed()) {
        received += each.received().distinct();
        duplicates += each.received().duplicates();
        reordered += each.received().reordered();
      }
    }
    return new Chat.Tally(said() * present(), received, duplicates, reordered);
  }
}
