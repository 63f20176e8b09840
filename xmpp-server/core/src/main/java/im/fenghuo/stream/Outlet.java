package im.fenghuo.stream;

import im.fenghuo.account.StreamError;
import im.fenghuo.account.StreamPort;
import im.fenghuo.api.Condition;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import im.fenghuo.lane.Answer;
import im.fenghuo.lane.Loop;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a session speaks to its client, whichever stream carries that now (XEP-0198 §5). All of it
/// passes the loop of the first stream, so that it stays in order when another one takes over. Safe
/// for all threads.
final class Outlet implements StreamPort {

  private final Loop home;
  private ClientStream stream;
  private boolean moving;

  /// Who takes over next, while another one is about to.
  private @Nullable Heir next;

  private volatile boolean over;
  private @Nullable Runnable onOver;

  private record Heir(ClientStream successor, Answer<Optional<BoundSession>> estate) {}

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
    over = true;
    home.run(() -> {
      stream.close(error);
      over();
    });
  }

  /// On the home loop.
  private void over() {
    over = true;
    Runnable told = onOver;
    onOver = null;
    if (told != null) {
      told.run();
    }
    Heir heir = next;
    next = null;
    if (heir != null) {
      heir.estate().say(Optional.empty());
    }
  }

  /// Whether the session has ended.
  boolean isOver() {
    return over;
  }

  /// Does the work, on any thread, when the session ends. One piece of work at a time.
  void whenOver(Runnable work) {
    home.run(() -> {
      if (over) {
        work.run();
      } else {
        onOver = work;
      }
    });
  }

  /// Another stream takes over: what is sent from now on goes to it. Where one is about to, it does
  /// so after that one: a client whose connection breaks while it comes back comes again. Of those
  /// that wait the last one does.
  ///
  /// @param estate is told what the former one leaves, or nothing where the session is over;
  ///   refused with `conflict` when another one is to take over instead
  void resume(ClientStream successor, Answer<Optional<BoundSession>> estate) {
    home.run(() -> {
      Heir heir = new Heir(successor, estate);
      if (over) {
        estate.say(Optional.empty());
      } else if (!moving) {
        move(heir);
      } else {
        Heir outrun = next;
        next = heir;
        if (outrun != null) {
          outrun.estate().refuse(new StanzaException(Condition.CONFLICT, "another stream resumes"));
        }
      }
    });
  }

  private void move(Heir heir) {
    moving = true;
    ClientStream former = stream;
    stream = heir.successor();
    former
        .loop()
        .run(() -> {
          BoundSession left = former.handOver();
          if (left == null) {
            home.run(() -> {
              stream = former;
              over();
            });
          }
          heir.estate().say(Optional.ofNullable(left));
        });
  }

  /// The stream that was to take over has done so.
  void arrived() {
    home.run(() -> {
      moving = false;
      Heir heir = next;
      next = null;
      if (heir != null) {
        move(heir);
      }
    });
  }
}
