package im.fenghuo.bench;

import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Open loop: sends at a fixed rate whatever the server does, each message timed from the moment it
/// was due.
final class Pacer {

  private final EventLoop loop;
  private final List<? extends Speaker> users;
  private final double interval;
  private final long start;
  private volatile boolean stopped;
  private long count;

  /// @param perSecond messages a second, from all these users together
  Pacer(EventLoop loop, List<? extends Speaker> users, double perSecond) {
    this.loop = loop;
    this.users = users;
    this.interval = 1e9 / perSecond;
    this.start = System.nanoTime();
  }

  void start() {
    loop.execute(this::sendDue);
  }

  void stop() {
    stopped = true;
  }

  private void sendDue() {
    if (stopped) {
      return;
    }
    long due = due();
    while (due <= System.nanoTime()) {
      users.get((int) (count % users.size())).send(due);
      count++;
      due = due();
    }
    var _ = loop.schedule(this::sendDue, due - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private long due() {
    return start + (long) (count * interval);
  }
}
