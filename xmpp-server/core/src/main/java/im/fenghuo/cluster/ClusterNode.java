package im.fenghuo.cluster;

import im.fenghuo.account.AccountGate;
import im.fenghuo.account.ClientSession;
import im.fenghuo.account.Delivery;
import im.fenghuo.account.LocalAccounts;
import im.fenghuo.account.LocalDelivery;
import im.fenghuo.account.OnlineAccounts;
import im.fenghuo.account.SessionPort;
import im.fenghuo.account.StreamError;
import im.fenghuo.account.StreamPort;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.Scope;
import im.fenghuo.api.xml.StreamErrorCondition;
import im.fenghuo.api.xml.XmlParser;
import im.fenghuo.archive.Receipt;
import im.fenghuo.lane.Loop;
import im.fenghuo.lane.Loops;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This node's part in the cluster: finds the owners of accounts, and does what other nodes ask of
/// the accounts that are owned here.
public final class ClusterNode {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterNode.class);
  private static final StreamError MOVED =
      new StreamError(StreamErrorCondition.RESET, "the account has moved; connect again");

  private final Wire wire;
  private final Placement placement;
  private final Loops loops;
  private final Executor virtualThreads;
  private final Links links;
  private final Calls calls = new Calls();
  private final LocalDelivery localDelivery;
  private final ClusterDelivery delivery;
  private final XmlParser parser = XmlParser.create();
  private @Nullable ClusterOnline online;

  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, StreamPort> streams = new ConcurrentHashMap<>();
  private final Map<Long, RemoteSession> remoteSessions = new ConcurrentHashMap<>();
  private final Map<Long, Served> served = new ConcurrentHashMap<>();

  /// A session here whose stream is on another node.
  private record Served(SessionPort session, RemoteStream stream) {}

  ClusterNode(
      Wire wire,
      Placement placement,
      Loops loops,
      Executor virtualThreads,
      LocalDelivery localDelivery) {
    this.wire = wire;
    this.placement = placement;
    this.loops = loops;
    this.virtualThreads = virtualThreads;
    this.links = new Links(wire, loops);
    this.localDelivery = localDelivery;
    this.delivery = new ClusterDelivery(wire.self(), placement, links, loops, localDelivery);
  }

  /// Brings stanzas to the accounts of all nodes.
  public Delivery delivery() {
    return delivery;
  }

  /// The way from streams to the accounts of all nodes; from then on, what other nodes ask is done.
  ///
  /// @param accounts those owned here
  /// @param local the way to them
  public AccountGate gate(LocalAccounts accounts, AccountGate local) {
    wire.onBatch((from, batch) -> received(from, batch, accounts, local));
    wire.onGone(this::gone);
    placement.onChange(() -> moved(accounts));
    return new Gate(local);
  }

  /// The accounts of all nodes that are online; before the [#gate].
  public OnlineAccounts online(OnlineAccounts local) {
    online =
        new ClusterOnline(
            new ClusterOnline.Ground(wire.self(), placement, loops, links, calls), local);
    return online;
  }

  private final class Gate implements AccountGate {
    private final AccountGate local;

    Gate(AccountGate local) {
      this.local = local;
    }

    @Override
    public String credentials(Jid bareJid) throws StanzaException {
      String owner = placement.owner(bareJid);
      if (owner.equals(wire.self())) {
        return local.credentials(bareJid);
      }
      Loop loop = loops.of(bareJid.hashCode());
      Frame answer =
          calls.call(number -> say(loop, owner, new Frame.AskKeys(number, bareJid.toString())));
      return ((Frame.Keys) answer).keys();
    }

    @Override
    public Attached attach(Jid bareJid, Bind bind, StreamPort stream) throws StanzaException {
      String owner = placement.owner(bareJid);
      if (owner.equals(wire.self())) {
        return local.attach(bareJid, bind, stream);
      }
      long number = numbers.incrementAndGet();
      streams.put(number, stream);
      try {
        Frame answer =
            calls.call(call ->
                say(
                    stream.loop(),
                    owner,
                    new Frame.Attach(
                        call,
                        bareJid.toString(),
                        bind.resource(),
                        number,
                        bind.isInline(),
                        encode(bind.features()))));
        Frame.Attached attached = (Frame.Attached) answer;
        RemoteSession session =
            new RemoteSession(
                links,
                stream.loop(),
                owner,
                attached.session(),
                Jid.parse(attached.jid()),
                () -> {
                  streams.remove(number);
                  remoteSessions.remove(number);
                });
        remoteSessions.put(number, session);
        XmlParser own = XmlParser.create();
        return new Attached(
            session, attached.bound().stream().map(each -> parse(own, each)).toList());
      } catch (StanzaException | RuntimeException e) {
        streams.remove(number);
        throw e;
      }
    }

    @Override
    public void recordChanged(Jid bareJid) {
      String owner = placement.owner(bareJid);
      if (owner.equals(wire.self())) {
        local.recordChanged(bareJid);
      } else {
        Loop loop = loops.of(bareJid.hashCode());
        try {
          calls.call(
              number -> say(loop, owner, new Frame.RecordChanged(number, bareJid.toString())));
        } catch (StanzaException e) {
          LOG.warn("Node {} has not heard that {} changed: {}", owner, bareJid, e.getMessage());
        }
      }
    }

    @Override
    public void save(Jid bareJid) throws StanzaException {
      String owner = placement.owner(bareJid);
      if (owner.equals(wire.self())) {
        local.save(bareJid);
        return;
      }
      Loop loop = loops.of(bareJid.hashCode());
      calls.call(number -> say(loop, owner, new Frame.Save(number, bareJid.toString())));
    }

    @Override
    public @Nullable Instant lastOnline(Jid bareJid) {
      return local.lastOnline(bareJid);
    }

    @Override
    public void remove(ClientSession asking) throws StanzaException {
      local.remove(asking);
    }

    @Override
    public void remove(Jid bareJid) throws StanzaException {
      String owner = placement.owner(bareJid);
      if (owner.equals(wire.self())) {
        local.remove(bareJid);
        return;
      }
      Loop loop = loops.of(bareJid.hashCode());
      calls.call(number -> say(loop, owner, new Frame.Remove(number, bareJid.toString())));
    }
  }

  private void say(Loop loop, String node, Frame frame) {
    loop.run(() -> links.say(loop, node, frame));
  }

  private static List<Buffer> encode(List<Element> elements) {
    return elements.stream().map(each -> Buffer.buffer(each.toBytes(""))).toList();
  }

  private static Element parse(XmlParser parser, Buffer xml) {
    byte[] bytes = xml.getBytes();
    return parser.parse(bytes, 0, bytes.length, Scope.NONE);
  }

  /// One thread calls this.
  private void received(String from, Buffer batch, LocalAccounts accounts, AccountGate local) {
    for (Frame frame : FrameCodec.decode(batch)) {
      try {
        received(from, frame, accounts, local);
      } catch (StanzaException | RuntimeException e) {
        LOG.error("A frame of node {} failed: {}", from, frame.getClass().getSimpleName(), e);
      }
    }
  }

  private void received(String from, Frame frame, LocalAccounts accounts, AccountGate local)
      throws StanzaException {
    switch (frame) {
      case Frame.Deliver(long number, Buffer xml) -> deliver(from, number, xml);
      case Frame.Durable(long number) -> delivery.durable(number);
      case Frame.Attach attach ->
          virtualThreads.execute(() -> attach(from, attach, accounts, local));
      case Frame.Attached attached -> calls.answered(attached.call(), attached);
      case Frame.AskKeys(long call, String account) ->
          virtualThreads.execute(() -> answerKeys(from, call, Jid.parse(account), local));
      case Frame.Keys keys -> calls.answered(keys.call(), keys);
      case Frame.Refused refused -> calls.answered(refused.call(), refused);
      case Frame.RecordChanged(long call, String account) ->
          virtualThreads.execute(() -> recordChanged(from, call, Jid.parse(account), local));
      case Frame.Remove(long call, String account) ->
          virtualThreads.execute(() -> perform(from, call, Jid.parse(account), local::remove));
      case Frame.Save(long call, String account) ->
          virtualThreads.execute(() -> perform(from, call, Jid.parse(account), local::save));
      case Frame.Done done -> calls.answered(done.call(), done);
      case Frame.Question question -> virtualThreads.execute(() -> answer(from, question));
      case Frame.Listed listed -> calls.answered(listed.call(), listed);
      case Frame.FromClient(long number, Buffer xml) -> {
        Served session = served.get(number);
        if (session != null) {
          session.session().stanza(parse(parser, xml));
        }
      }
      case Frame.AwaitSettled(long number, long count) -> {
        Served session = served.get(number);
        if (session != null) {
          session
              .session()
              .whenSettled(count, () -> session.stream().settled(session.session().settled()));
        }
      }
      case Frame.Settled(long number, long count) -> {
        RemoteSession session = remoteSessions.get(number);
        if (session != null) {
          session.settled(count);
        }
      }
      case Frame.Detach(long number) -> {
        Served session = served.remove(number);
        if (session != null) {
          session.session().detach();
        }
      }
      case Frame.ToClient(long number, Buffer xml) -> {
        StreamPort stream = streams.get(number);
        if (stream != null) {
          stream.send(parse(parser, xml));
        }
      }
      case Frame.DeliverToClient(long number, long delivery, Buffer xml) -> {
        StreamPort stream = streams.get(number);
        if (stream != null) {
          stream.deliver(parse(parser, xml), delivery);
        }
      }
      case Frame.AwaitTaken(long number) -> {
        StreamPort stream = streams.get(number);
        RemoteSession session = remoteSessions.get(number);
        if (stream != null && session != null) {
          stream.whenTaken(session::taken);
        }
      }
      case Frame.Taken(long number) -> {
        Served session = served.get(number);
        if (session != null) {
          session.stream().taken();
        }
      }
      case Frame.Confirmed(long number, long delivery) -> {
        Served session = served.get(number);
        if (session != null) {
          session.session().confirmed(delivery);
        }
      }
      case Frame.Resumed(long number) -> {
        Served session = served.get(number);
        if (session != null) {
          session.session().resumed();
        }
      }
      case Frame.CloseStream(long number, String condition, String text) -> {
        StreamPort stream = streams.get(number);
        if (stream != null) {
          stream.close(new StreamError(StreamErrorCondition.valueOf(condition), text));
        }
      }
    }
  }

  private void deliver(String from, long number, Buffer xml) throws StanzaException {
    Stanza stanza = Stanza.of(parse(parser, xml));
    Jid account = stanza.recipient().bare();
    Receipt receipt = new Receipt();
    Loop loop = loops.of(account.hashCode());
    receipt.whenDone(() -> say(loop, from, new Frame.Durable(number)));
    if (placement.owner(account).equals(wire.self())) {
      localDelivery.deliver(stanza, receipt);
    } else {
      delivery.deliver(stanza, receipt); // it has moved while the stanza was under way
    }
    receipt.done();
  }

  /// Blocks.
  private void attach(String from, Frame.Attach attach, LocalAccounts accounts, AccountGate local) {
    Jid account = Jid.parse(attach.account());
    Loop loop = accounts.loop(account);
    RemoteStream stream = new RemoteStream(links, loop, from, attach.stream());
    try {
      XmlParser own = XmlParser.create();
      List<Element> features = attach.features().stream().map(each -> parse(own, each)).toList();
      AccountGate.Attached attached =
          local.attach(
              account, new AccountGate.Bind(attach.resource(), attach.inline(), features), stream);
      long number = numbers.incrementAndGet();
      served.put(number, new Served(attached.session(), stream));
      say(
          loop,
          from,
          new Frame.Attached(
              attach.call(),
              number,
              attached.session().jid().toString(),
              encode(attached.bound())));
    } catch (StanzaException e) {
      refuse(from, loop, attach.call(), e);
    }
  }

  /// Blocks.
  private void answerKeys(String from, long call, Jid account, AccountGate local) {
    Loop loop = loops.of(account.hashCode());
    try {
      say(loop, from, new Frame.Keys(call, local.credentials(account)));
    } catch (StanzaException e) {
      refuse(from, loop, call, e);
    }
  }

  /// What is to be done with an account.
  @FunctionalInterface
  private interface Order {
    void perform(Jid account) throws StanzaException;
  }

  /// Blocks. The answer follows the change through the account's loop.
  private void recordChanged(String from, long call, Jid account, AccountGate local) {
    local.recordChanged(account);
    say(loops.of(account.hashCode()), from, new Frame.Done(call));
  }

  /// Blocks.
  private void perform(String from, long call, Jid account, Order order) {
    Loop loop = loops.of(account.hashCode());
    try {
      order.perform(account);
      say(loop, from, new Frame.Done(call));
    } catch (StanzaException e) {
      refuse(from, loop, call, e);
    }
  }

  /// Blocks.
  private void answer(String from, Frame.Question question) {
    Loop loop = loops.of(from.hashCode());
    try {
      say(loop, from, Objects.requireNonNull(online).answer(question));
    } catch (StanzaException e) {
      refuse(from, loop, question.call(), e);
    }
  }

  private void refuse(String from, Loop loop, long call, StanzaException e) {
    String text = e.getMessage();
    say(loop, from, new Frame.Refused(call, e.condition().name(), text == null ? "" : text));
  }

  /// A node has gone, with its streams and the lanes it owned.
  private void gone(String node) {
    served.forEach((number, session) -> {
      if (session.stream().node().equals(node) && served.remove(number, session)) {
        session.session().detach();
      }
    });
    remoteSessions.forEach((number, session) -> {
      if (session.node().equals(node)) {
        StreamPort stream = streams.get(number);
        if (stream != null) {
          stream.close(MOVED);
        }
      }
    });
    delivery.gone(node);
  }

  /// Owners have changed: what is owned elsewhere now begins anew there, from storage.
  private void moved(LocalAccounts accounts) {
    for (Loop loop : loops.all()) {
      loop.execute(() ->
          accounts.leave(loop, account -> !placement.owner(account).equals(wire.self()), MOVED));
    }
  }
}
