package im.fenghuo.entity;

import im.fenghuo.account.Answers;
import im.fenghuo.account.Node;
import im.fenghuo.api.Condition;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Presence;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.entity.Audience;
import im.fenghuo.api.entity.Entity;
import im.fenghuo.api.entity.EntityArchive;
import im.fenghuo.api.entity.EntityLane;
import im.fenghuo.archive.Receipt;
import im.fenghuo.archive.Retention;
import im.fenghuo.lane.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An entity that lives on this node, and its lane. Belongs to its loop, and while a step blocks,
/// in part to the thread of that.
final class LocalEntity implements EntityLane {

  private static final Logger LOG = LoggerFactory.getLogger(LocalEntity.class);

  /// After that others of the loop have their turn.
  private static final long TURN_NANOS = Duration.ofMillis(2).toNanos();

  private final LocalEntities home;
  private final Node node;
  private final Loop loop;
  private final Jid jid;
  private final Inbox waiting = new Inbox();
  private final List<OpenArchive> archives = new ArrayList<>(1);
  private final List<LocalAudience> audiences = new ArrayList<>(1);

  /// Null until it is loaded, and when it has gone.
  private @Nullable Entity entity;

  private @Nullable Step current;
  private boolean isLater;
  private boolean isGone;
  private Entity.@Nullable Departure leaving;
  private final List<Runnable> onGone = new ArrayList<>(1);
  private long idleSince = -1;

  LocalEntity(LocalEntities home, Loop loop, Jid jid) {
    this.home = home;
    this.node = home.node();
    this.loop = loop;
    this.jid = jid;
  }

  Jid jid() {
    return jid;
  }

  /// Takes a stanza that is addressed to it. On the loop.
  ///
  /// @param receipt one part of it is this stanza's: closed when that is handled
  void receive(Stanza stanza, Receipt receipt) {
    Jid sender = stanza.sender().bare();
    if (!waiting.takes(sender) && !isLastWord(stanza)) {
      home.refuse(
          stanza, receipt, new StanzaException(Condition.RESOURCE_CONSTRAINT, "too many stanzas"));
      return;
    }
    waiting.add(
        sender,
        new Step(
            stanza,
            receipt,
            () -> {
              Entity present = entity;
              if (present != null) {
                present.receive(stanza);
              }
            }));
    run();
  }

  private static boolean isLastWord(Stanza stanza) {
    return stanza instanceof Presence presence && presence.type() == Presence.Type.UNAVAILABLE;
  }

  /// It is there. On the loop.
  void loaded(Entity loaded) {
    entity = loaded;
    run();
  }

  /// It is not there: nobody waits for it any more. On the loop.
  ///
  /// @param error what those get who did
  void failed(StanzaException error) {
    end();
    for (Step step = waiting.poll(); step != null; step = waiting.poll()) {
      Stanza stanza = step.stanza();
      if (stanza != null) {
        home.refuse(stanza, step.receipt(), error);
      }
    }
  }

  @Override
  public void post(Runnable work) {
    loop.run(() -> {
      if (!isGone) {
        waiting.add(jid, new Step(null, new Receipt(), work::run));
        run();
      }
    });
  }

  @Override
  public void after(Duration delay, Runnable work) {
    loop.after(delay, () -> post(work));
  }

  /// Does what waits, and what is to be done at the end.
  private void run() {
    if (entity == null || current != null || isLater) {
      return;
    }
    long begun = System.nanoTime();
    while (leaving == null) {
      Step step = waiting.poll();
      if (step == null) {
        return;
      }
      idleSince = -1;
      if (!advance(step)) {
        return;
      }
      if (waiting.size() > 0 && System.nanoTime() - begun > TURN_NANOS) {
        isLater = true;
        loop.execute(() -> {
          isLater = false;
          run();
        });
        return;
      }
    }
    depart(leaving);
  }

  /// Goes on with a step.
  ///
  /// @return whether it is done
  private boolean advance(Step step) {
    current = step;
    for (Step.Part part = step.next(); part != null; part = step.next()) {
      if (part.isBlocking()) {
        Step.Part blocking = part;
        node.virtualThreads()
            .execute(() -> {
              perform(step, blocking.work());
              loop.execute(() -> {
                if (advance(step)) {
                  run();
                }
              });
            });
        return false;
      }
      perform(step, part.work());
    }
    current = null;
    step.receipt().done();
    return true;
  }

  private void perform(Step step, Work work) {
    try {
      work.run();
    } catch (StanzaException e) {
      step.end();
      answer(step, e);
    } catch (RuntimeException e) {
      step.end();
      Stanza stanza = step.stanza();
      if (stanza == null) {
        LOG.error("A step of {} failed", jid, e);
      } else {
        answer(step, Answers.failure("a stanza to " + jid, stanza, e));
      }
    } catch (Error e) {
      step.end();
      LOG.error("A step of {} failed", jid, e);
      answer(step, new StanzaException(Condition.INTERNAL_SERVER_ERROR, "the server failed here"));
    }
  }

  private void answer(Step step, StanzaException error) {
    Stanza stanza = step.stanza();
    if (stanza == null) {
      LOG.error("A step of {} that nobody waits for failed", jid, error);
    } else {
      node.router().bounce(stanza, error);
    }
  }

  @Override
  public void thenBlocking(Work work) {
    running().then(new Step.Part(work, true));
  }

  @Override
  public void thenQuick(Work work) {
    running().then(new Step.Part(work, false));
  }

  private Step running() {
    Step step = current;
    if (step == null) {
      throw new IllegalStateException("no step is running");
    }
    return step;
  }

  /// That of the step which is running.
  Receipt receipt() {
    return running().receipt();
  }

  @Override
  public void send(Stanza stanza) {
    node.router().route(stanza, receipt());
  }

  @Override
  public Audience audience() {
    LocalAudience made = new LocalAudience(this, loop, home);
    audiences.add(made);
    return made;
  }

  @Override
  public EntityArchive open(long archive, @Nullable String retention) {
    OpenArchive opened =
        new OpenArchive(
            node,
            loop,
            archive,
            retention == null ? home.retention(jid) : Retention.parse(retention),
            this::receipt);
    archives.add(opened);
    return opened;
  }

  /// Recipients of its audience are not there any more. In a step.
  void lost(List<Jid> recipients) {
    Entity present = entity;
    if (present != null) {
      present.lost(recipients);
    }
  }

  /// Has it leave after the step that is running. On the loop.
  ///
  /// @param then is run when it has gone and all that it has archived is durable
  void leave(Entity.Departure why, Runnable then) {
    leaving = leaving == null ? why : leaving;
    onGone.add(then);
    run();
  }

  private void depart(Entity.Departure why) {
    Entity present = entity;
    if (present == null) {
      return;
    }
    Step last = new Step(null, new Receipt(), () -> present.leave(why));
    current = last;
    Step.Part word = last.next();
    if (word != null) {
      perform(last, word.work());
    }
    current = null;
    end();
    home.forget(loop, this);
    for (Step step = waiting.poll(); step != null; step = waiting.poll()) {
      if (step.stanza() != null) {
        home.again(step.stanza(), step.receipt(), why);
      }
    }
  }

  private void end() {
    isGone = true;
    entity = null;
    audiences.forEach(LocalAudience::close);
    AtomicInteger left = new AtomicInteger(archives.size() + 1);
    Runnable one =
        () -> {
          if (left.decrementAndGet() == 0) {
            onGone.forEach(Runnable::run);
          }
        };
    archives.forEach(each -> each.archive().whenDurable(one));
    one.run();
  }

  /// Whether nothing goes on. On the loop.
  boolean isQuiet() {
    return current == null
        && waiting.size() == 0
        && (entity != null || isGone)
        && archives.stream().allMatch(each -> each.archive().isDurable());
  }

  /// Since when nothing has needed it; a negative time while something does. On the loop.
  ///
  /// @param now in milliseconds
  long idleSince(long now) {
    Entity present = entity;
    if (present == null || !isQuiet() || !present.isIdle()) {
      idleSince = -1;
    } else if (idleSince < 0) {
      idleSince = now;
    }
    return idleSince;
  }

  /// What it writes.
  List<OpenArchive> archives() {
    return archives;
  }
}
