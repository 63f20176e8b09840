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

  private final LocalEntities home;
  private final Node node;
  private final Loop loop;
  private final Jid jid;
  private final Steps steps;
  private final List<OpenArchive> archives = new ArrayList<>(1);
  private final List<LocalAudience> audiences = new ArrayList<>(1);
  private final List<Runnable> onGone = new ArrayList<>(1);

  /// Null until it is loaded, and when it has gone.
  private @Nullable Entity entity;

  private boolean isGone;
  private long idleSince = -1;

  LocalEntity(LocalEntities home, Loop loop, Jid jid) {
    this.home = home;
    this.node = home.node();
    this.loop = loop;
    this.jid = jid;
    this.steps = new Steps(loop, node.virtualThreads(), this::failed);
  }

  Jid jid() {
    return jid;
  }

  /// Takes a stanza that is addressed to it. On the loop.
  ///
  /// @param receipt one part of it is this stanza's: closed when that is handled
  void receive(Stanza stanza, Receipt receipt) {
    Jid sender = stanza.sender().bare();
    if (!steps.takes(sender) && !isLastWord(stanza)) {
      home.refuse(
          stanza, receipt, new StanzaException(Condition.RESOURCE_CONSTRAINT, "too many stanzas"));
      return;
    }
    steps.add(
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
  }

  private static boolean isLastWord(Stanza stanza) {
    return stanza instanceof Presence presence && presence.type() == Presence.Type.UNAVAILABLE;
  }

  /// It is there. On the loop.
  void loaded(Entity loaded) {
    entity = loaded;
    steps.open();
  }

  /// It is not there: nobody waits for it any more. On the loop.
  ///
  /// @param error what those get who did
  void notLoaded(StanzaException error) {
    gone();
    for (Step step : steps.close()) {
      Stanza stanza = step.stanza();
      if (stanza != null) {
        home.refuse(stanza, step.receipt(), error);
      }
    }
  }

  private void failed(Step step, Throwable error) {
    Stanza stanza = step.stanza();
    if (stanza == null) {
      LOG.error("A step of {} that nobody waits for failed", jid, error);
      return;
    }
    StanzaException answer =
        switch (error) {
          case StanzaException refused -> refused;
          case RuntimeException e -> Answers.failure("a stanza to " + jid, stanza, e);
          default -> {
            LOG.error("A step of {} failed", jid, error);
            yield new StanzaException(Condition.INTERNAL_SERVER_ERROR, "the server failed here");
          }
        };
    node.router().bounce(stanza, answer);
  }

  @Override
  public void thenBlocking(Work work) {
    steps.running().then(new Step.Part(work, true));
  }

  @Override
  public void thenQuick(Work work) {
    steps.running().then(new Step.Part(work, false));
  }

  @Override
  public void post(Runnable work) {
    loop.run(() -> {
      if (!isGone) {
        steps.add(jid, new Step(null, new Receipt(), work::run));
      }
    });
  }

  @Override
  public void after(Duration delay, Runnable work) {
    loop.after(delay, () -> post(work));
  }

  @Override
  public void send(Stanza stanza) {
    node.router().route(stanza, receipt());
  }

  /// That of the step which is running.
  Receipt receipt() {
    return steps.running().receipt();
  }

  /// As [Steps#ahead] has it.
  Receipt ahead(int copies) {
    return steps.ahead(copies);
  }

  @Override
  public Audience audience() {
    LocalAudience made = new LocalAudience(this, loop, home);
    audiences.add(made);
    return made;
  }

  @Override
  public EntityArchive open(long archive, @Nullable String retention) {
    Retention kept = retention == null ? home.retention(jid) : Retention.parse(retention);
    OpenArchive opened = new OpenArchive(node, loop, archive, kept, this::receipt);
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
    if (isGone) {
      then.run();
      return;
    }
    onGone.add(then);
    steps.end(() -> depart(why));
  }

  private void depart(Entity.Departure why) {
    Entity present = entity;
    if (present != null) {
      steps.only(new Step(null, new Receipt(), () -> present.leave(why)));
    }
    gone();
    home.forget(loop, this);
    for (Step step : steps.close()) {
      Stanza stanza = step.stanza();
      if (stanza != null) {
        home.again(stanza, step.receipt(), why);
      }
    }
  }

  private void gone() {
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
    return steps.isQuiet()
        && (entity != null || isGone)
        && archives.stream().allMatch(each -> each.archive().isDurable());
  }

  /// Since when nothing has needed it; a negative time while something does. On the loop.
  ///
  /// @param now in milliseconds
  long idleSince(long now) {
    Entity present = entity;
    boolean isNeeded = present == null || !isQuiet() || !present.isIdle();
    if (isNeeded) {
      idleSince = -1;
    } else if (steps.haveWorked() || idleSince < 0) {
      idleSince = now;
    }
    return idleSince;
  }

  /// What it writes.
  List<OpenArchive> archives() {
    return archives;
  }
}
