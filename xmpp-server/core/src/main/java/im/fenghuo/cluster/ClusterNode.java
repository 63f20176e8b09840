package im.fenghuo.cluster;

import im.fenghuo.account.AccountGate;
import im.fenghuo.account.Delivery;
import im.fenghuo.account.LocalAccounts;
import im.fenghuo.account.LocalDelivery;
import im.fenghuo.account.OnlineAccounts;
import im.fenghuo.account.StreamError;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.StreamErrorCondition;
import im.fenghuo.api.xml.XmlParser;
import im.fenghuo.archive.Receipt;
import im.fenghuo.entity.LocalEntities;
import im.fenghuo.entity.OtherNodes;
import im.fenghuo.lane.Loop;
import im.fenghuo.lane.Loops;
import io.vertx.core.buffer.Buffer;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This node's part in the cluster: finds the owners of accounts and entities, and does what other
/// nodes ask of those that are owned here.
public final class ClusterNode {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterNode.class);
  private static final StreamError MOVED =
      new StreamError(StreamErrorCondition.RESET, "the account has moved; connect again");

  private final Wire wire;
  private final Ground ground;
  private final Executor virtualThreads;
  private final LocalDelivery localDelivery;
  private final ClusterDelivery delivery;
  private final ClusterAudiences audiences;
  private final XmlParser parser = XmlParser.create();
  private @Nullable ClusterOnline online;

  /// What lives here.
  ///
  /// @param gate the way to the accounts
  public record Here(LocalAccounts accounts, LocalEntities entities, AccountGate gate) {}

  /// What answers other nodes.
  private record Parts(Here here, ClusterGate gate, ServedStreams served) {}

  ClusterNode(
      Wire wire,
      Placement placement,
      Loops loops,
      Executor virtualThreads,
      LocalDelivery localDelivery) {
    Links links = new Links(wire, loops);
    this.wire = wire;
    this.ground = new Ground(wire.self(), placement, loops, links, new Calls());
    this.virtualThreads = virtualThreads;
    this.localDelivery = localDelivery;
    this.delivery = new ClusterDelivery(wire.self(), placement, links, loops, localDelivery);
    this.audiences = new ClusterAudiences(ground);
  }

  /// Brings stanzas to the accounts and entities of all nodes.
  public Delivery delivery() {
    return delivery;
  }

  /// Where the audiences of entities here may have recipients.
  public OtherNodes others() {
    return audiences;
  }

  /// The way from streams to the accounts of all nodes; from then on, what other nodes ask is done.
  public AccountGate gate(Here here) {
    Parts parts =
        new Parts(
            here, new ClusterGate(ground, here.gate()), new ServedStreams(ground, here.gate()));
    wire.onBatch((from, batch) -> received(from, batch, parts));
    wire.onGone(node -> gone(node, parts));
    ground.placement().onChange(() -> moved(here));
    return parts.gate();
  }

  /// The accounts of all nodes that are online; before the [#gate].
  public OnlineAccounts online(OnlineAccounts local) {
    online = new ClusterOnline(ground, local);
    return online;
  }

  /// One thread calls this.
  private void received(String from, Buffer batch, Parts parts) {
    for (Frame frame : FrameCodec.decode(batch)) {
      try {
        received(from, frame, parts);
      } catch (StanzaException | RuntimeException e) {
        LOG.error("A frame of node {} failed: {}", from, frame.getClass().getSimpleName(), e);
      }
    }
  }

  private void received(String from, Frame frame, Parts parts) throws StanzaException {
    AccountGate local = parts.here().gate();
    switch (frame) {
      case Frame.Deliver(long number, Buffer xml) -> deliver(from, number, xml);
      case Frame.Durable(long number) -> delivery.durable(number);
      case Frame.ForSession each -> parts.served().received(each);
      case Frame.ForStream each -> parts.gate().received(each);
      case Frame.ForAudience each -> audiences.received(from, each, parts.here().accounts());
      case Frame.Attach attach ->
          perform(
              from,
              attach.call(),
              Jid.parse(attach.account()),
              _ -> parts.served().attach(from, attach));
      case Frame.AskKeys(long call, String account) ->
          perform(
              from,
              call,
              Jid.parse(account),
              jid -> say(from, jid, new Frame.Keys(call, local.credentials(jid))));
      case Frame.RecordChanged(long call, String account) ->
          performAndTell(from, call, account, local::recordChanged);
      case Frame.Remove(long call, String account) ->
          performAndTell(from, call, account, local::remove);
      case Frame.Save(long call, String account) ->
          performAndTell(from, call, account, local::save);
      case Frame.Question question -> virtualThreads.execute(() -> answer(from, question));
      case Frame.Attached attached -> ground.calls().answered(attached.call(), attached);
      case Frame.Keys keys -> ground.calls().answered(keys.call(), keys);
      case Frame.Refused refused -> ground.calls().answered(refused.call(), refused);
      case Frame.Done done -> ground.calls().answered(done.call(), done);
      case Frame.Listed listed -> ground.calls().answered(listed.call(), listed);
    }
  }

  private void deliver(String from, long number, Buffer xml) throws StanzaException {
    Stanza stanza = Stanza.of(Ground.parse(parser, xml));
    Jid account = stanza.recipient().bare();
    Receipt receipt = new Receipt();
    receipt.whenDone(() -> say(from, account, new Frame.Durable(number)));
    if (ground.isOwn(account)) {
      localDelivery.deliver(stanza, receipt);
    } else {
      delivery.deliver(stanza, receipt); // it has moved while the stanza was under way
    }
    receipt.done();
  }

  /// What is to be done with an account; blocks.
  @FunctionalInterface
  private interface Order {
    void perform(Jid account) throws StanzaException;
  }

  /// The answer follows what was done through the account's loop.
  private void performAndTell(String from, long call, String account, Order order) {
    perform(
        from,
        call,
        Jid.parse(account),
        jid -> {
          order.perform(jid);
          say(from, jid, new Frame.Done(call));
        });
  }

  private void perform(String from, long call, Jid account, Order order) {
    virtualThreads.execute(() -> {
      try {
        order.perform(account);
      } catch (StanzaException e) {
        refuse(from, ground.loops().of(account.hashCode()), call, e);
      }
    });
  }

  /// Blocks.
  private void answer(String from, Frame.Question question) {
    Loop loop = ground.loops().of(from.hashCode());
    try {
      ground.say(loop, from, Objects.requireNonNull(online).answer(question));
    } catch (StanzaException e) {
      refuse(from, loop, question.call(), e);
    }
  }

  private void refuse(String from, Loop loop, long call, StanzaException e) {
    String text = e.getMessage();
    ground.say(loop, from, new Frame.Refused(call, e.condition().name(), text == null ? "" : text));
  }

  private void say(String node, Jid account, Frame frame) {
    ground.say(ground.loops().of(account.hashCode()), node, frame);
  }

  /// A node has gone, with its streams and the lanes it owned.
  private void gone(String node, Parts parts) {
    parts.served().gone(node);
    parts.gate().gone(node, MOVED);
    delivery.gone(node);
    audiences.gone(node);
  }

  /// Owners have changed: what is owned elsewhere now begins anew there, from storage.
  private void moved(Here here) {
    for (Loop loop : ground.loops().all()) {
      loop.execute(() -> {
        here.accounts().leave(loop, account -> !ground.isOwn(account), MOVED);
        here.entities().leave(loop, entity -> !ground.isOwn(entity));
      });
    }
  }
}
