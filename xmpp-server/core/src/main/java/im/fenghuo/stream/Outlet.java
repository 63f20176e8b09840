package im.fenghuo.stream;

import im.fenghuo.account.StreamError;
import im.fenghuo.account.StreamPort;
import im.fenghuo.api.xml.Element;
import im.fenghuo.lane.Loop;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Where a session speaks to its client, whichever stream carries that now (XEP-0198 §5). All of it
/// passes the loop of the first stream, so that it stays in order when another one takes over. Safe
/// for all threads.
final class Outlet implements StreamPort {

  private final Loop home;
  private ClientStream stream;
  private boolean moving;

  /// @param stream the first one
  Outlet(ClientStream stream) {
    this.home = stream.loop();
    this.stream = stream;
  }

  @Override
  public Loop loop() {
    return home;
  }

  @Override
  public void send(Element stanza) {
    home.run(() -> stream.send(stanza, 0));
  }

  @Override
  public void deliver(Element message, long delivery) {
    home.run(() -> stream.send(message, delivery));
  }

  @Override
  public void whenTaken(Runnable work) {
    home.run(() -> stream.whenTaken(work));
  }

  @Override
  public void close(StreamError error) {
    home.run(() -> stream.close(error));
  }

  /// Another stream takes over: what is sent from now on goes to it.
  ///
  /// @param heir gets what the former one leaves, on any thread; null when there is nothing, or
  ///   another heir
  void resume(ClientStream successor, Consumer<@Nullable BoundSession> heir) {
    home.run(() -> {
      if (moving) {
        heir.accept(null);
        return;
      }
      moving = true;
      ClientStream former = stream;
      stream = successor;
      former.loop().run(() -> heir.accept(former.handOver()));
    });
  }

  /// The stream that was to take over has done so.
  void arrived() {
    home.run(() -> moving = false);
  }
}
