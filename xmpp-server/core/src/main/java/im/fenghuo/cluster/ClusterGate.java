package im.fenghuo.cluster;

import im.fenghuo.account.AccountGate;
import im.fenghuo.account.ClientSession;
import im.fenghuo.account.StreamError;
import im.fenghuo.account.StreamPort;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.StreamErrorCondition;
import im.fenghuo.api.xml.XmlParser;
import im.fenghuo.lane.Loop;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way from streams to the accounts of all nodes, and what owners on other nodes say to streams
/// here.
final class ClusterGate implements AccountGate {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterGate.class);

  private final Ground ground;
  private final AccountGate local;
  private final XmlParser parser = XmlParser.create();
  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, StreamPort> streams = new ConcurrentHashMap<>();
  private final Map<Long, RemoteSession> sessions = new ConcurrentHashMap<>();

  /// @param local the way to the accounts that are owned here
  ClusterGate(Ground ground, AccountGate local) {
    this.ground = ground;
    this.local = local;
  }

  @Override
  public String credentials(Jid bareJid) throws StanzaException {
    if (ground.isOwn(bareJid)) {
      return local.credentials(bareJid);
    }
    Frame answer = call(bareJid, number -> new Frame.AskKeys(number, bareJid.toString()));
    return ((Frame.Keys) answer).keys();
  }

  private Frame call(Jid bareJid, LongFunction<Frame> question) throws StanzaException {
    Loop loop = ground.loops().of(bareJid.hashCode());
    String owner = ground.placement().owner(bareJid);
    return ground.calls().call(number -> ground.say(loop, owner, question.apply(number)));
  }

  @Override
  public Attached attach(Jid bareJid, Bind bind, StreamPort stream) throws StanzaException {
    String owner = ground.placement().owner(bareJid);
    if (owner.equals(ground.self())) {
      return local.attach(bareJid, bind, stream);
    }
    long number = numbers.incrementAndGet();
    streams.put(number, stream);
    try {
      Frame answer =
          ground
              .calls()
              .call(call ->
                  ground.say(
                      stream.loop(),
                      owner,
                      new Frame.Attach(
                          call,
                          bareJid.toString(),
                          bind.resource(),
                          number,
                          bind.isInline(),
                          Ground.encode(bind.features()))));
      Frame.Attached attached = (Frame.Attached) answer;
      RemoteSession session =
          new RemoteSession(
              ground.links(),
              stream.loop(),
              owner,
              attached.session(),
              Jid.parse(attached.jid()),
              () -> {
                streams.remove(number);
                sessions.remove(number);
              });
      sessions.put(number, session);
      XmlParser own = XmlParser.create();
      return new Attached(
          session, attached.bound().stream().map(each -> Ground.parse(own, each)).toList());
    } catch (StanzaException | RuntimeException e) {
      streams.remove(number);
      throw e;
    }
  }

  @Override
  public void recordChanged(Jid bareJid) {
    if (ground.isOwn(bareJid)) {
      local.recordChanged(bareJid);
      return;
    }
    try {
      call(bareJid, number -> new Frame.RecordChanged(number, bareJid.toString()));
    } catch (StanzaException e) {
      LOG.warn("The owner of {} has not heard that it changed: {}", bareJid, e.getMessage());
    }
  }

  @Override
  public void save(Jid bareJid) throws StanzaException {
    if (ground.isOwn(bareJid)) {
      local.save(bareJid);
    } else {
      call(bareJid, number -> new Frame.Save(number, bareJid.toString()));
    }
  }

  @Override
  public void remove(Jid bareJid) throws StanzaException {
    if (ground.isOwn(bareJid)) {
      local.remove(bareJid);
    } else {
      call(bareJid, number -> new Frame.Remove(number, bareJid.toString()));
    }
  }

  @Override
  public void remove(ClientSession asking) throws StanzaException {
    local.remove(asking);
  }

  @Override
  public @Nullable Instant lastOnline(Jid bareJid) {
    return local.lastOnline(bareJid);
  }

  /// What the owner of a stream's account says to it. One thread calls this.
  void received(Frame.ForStream frame) {
    StreamPort stream = streams.get(frame.stream());
    RemoteSession session = sessions.get(frame.stream());
    if (frame instanceof Frame.Settled(long _, long count) && session != null) {
      session.settled(count);
    }
    if (stream == null) {
      return;
    }
    switch (frame) {
      case Frame.Settled _ -> {} // above
      case Frame.ToClient to -> stream.send(Ground.parse(parser, to.stanza()));
      case Frame.DeliverToClient to ->
          stream.deliver(Ground.parse(parser, to.message()), to.delivery());
      case Frame.AwaitTaken _ -> {
        if (session != null) {
          stream.whenTaken(session::taken);
        }
      }
      case Frame.CloseStream(long _, String condition, String text) ->
          stream.close(new StreamError(StreamErrorCondition.valueOf(condition), text));
    }
  }

  /// A node has gone, with the accounts it owned.
  ///
  /// @param error what their clients are told
  void gone(String node, StreamError error) {
    sessions.forEach((number, session) -> {
      StreamPort stream = streams.get(number);
      if (session.node().equals(node) && stream != null) {
        stream.close(error);
      }
    });
  }
}
