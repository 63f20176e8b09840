package im.fenghuo.cluster;

import im.fenghuo.account.LocalAccounts;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.XmlParser;
import im.fenghuo.archive.Receipt;
import im.fenghuo.entity.OtherNodes;
import im.fenghuo.entity.Visitors;
import im.fenghuo.lane.Loop;
import io.vertx.core.buffer.Buffer;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The audiences of entities here that have recipients on other nodes, and the recipients here of
/// entities on other nodes. A stanza passes between two nodes once, however many recipients it has
/// there.
final class ClusterAudiences implements OtherNodes {

  private final Ground ground;
  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, Listener> open = new ConcurrentHashMap<>();
  private final Map<Long, UnderWay> underWay = new ConcurrentHashMap<>();

  /// Names are never given again.
  private final Set<String> gone = ConcurrentHashMap.newKeySet();

  private final XmlParser parser = XmlParser.create();
  private final Map<Visited, Visitors> visitors = new ConcurrentHashMap<>();

  private record UnderWay(String node, Receipt receipt) {}

  /// An audience of an entity on another node.
  private record Visited(String node, long audience) {}

  ClusterAudiences(Ground ground) {
    this.ground = ground;
  }

  @Override
  public @Nullable String owner(Jid bareJid) {
    String owner = ground.placement().owner(bareJid);
    return owner.equals(ground.self()) ? null : owner;
  }

  @Override
  public long open(Listener listener) {
    long audience = numbers.incrementAndGet();
    open.put(audience, listener);
    return audience;
  }

  @Override
  public void close(Loop loop, long audience, Collection<String> nodes) {
    open.remove(audience);
    nodes.forEach(node -> ground.say(loop, node, new Frame.CloseAudience(audience)));
  }

  @Override
  public void add(Loop loop, String node, long audience, long number, Jid recipient) {
    ground.say(loop, node, new Frame.AddRecipient(audience, number, recipient.toString()));
    if (gone.contains(node)) {
      lost(audience, number);
    }
  }

  @Override
  public void remove(Loop loop, String node, long audience, long number) {
    ground.say(loop, node, new Frame.RemoveRecipient(audience, number));
  }

  @Override
  public void send(
      Loop loop, Collection<String> nodes, long audience, Stanza stanza, Receipt receipt) {
    Buffer bytes = Buffer.buffer(stanza.bytes());
    for (String node : nodes) {
      receipt.expect();
      long number = numbers.incrementAndGet();
      underWay.put(number, new UnderWay(node, receipt));
      ground.say(loop, node, new Frame.ToAudience(audience, number, bytes));
      if (gone.contains(node)) {
        given(number);
      }
    }
  }

  private void given(long number) {
    UnderWay done = underWay.remove(number);
    if (done != null) {
      done.receipt().done();
    }
  }

  private void lost(long audience, long number) {
    Listener listener = open.get(audience);
    if (listener != null) {
      listener.lost(number);
    }
  }

  /// What another node says of audiences. One thread calls this.
  ///
  /// @param accounts those owned here
  /// @throws StanzaException when a stanza cannot be read
  void received(String from, Frame.ForAudience frame, LocalAccounts accounts)
      throws StanzaException {
    switch (frame) {
      case Frame.AddRecipient(long audience, long number, String jid) ->
          visitors
              .computeIfAbsent(
                  new Visited(from, audience),
                  _ -> new Visitors(accounts, lost -> tellLost(from, audience, lost)))
              .add(number, Jid.parse(jid));
      case Frame.RemoveRecipient(long audience, long number) -> {
        Visitors those = visitors.get(new Visited(from, audience));
        if (those != null) {
          those.remove(number);
        }
      }
      case Frame.ToAudience(long audience, long number, Buffer stanza) -> {
        Receipt receipt = new Receipt();
        Loop loop = loop(audience);
        receipt.whenDone(() -> ground.say(loop, from, new Frame.Given(number)));
        Visitors those = visitors.get(new Visited(from, audience));
        if (those != null) {
          those.send(Stanza.of(Ground.parse(parser, stanza)), receipt);
        }
        receipt.done();
      }
      case Frame.Given(long number) -> given(number);
      case Frame.LostRecipient(long audience, long number) -> lost(audience, number);
      case Frame.CloseAudience(long audience) -> visitors.remove(new Visited(from, audience));
    }
  }

  private void tellLost(String node, long audience, long number) {
    ground.say(loop(audience), node, new Frame.LostRecipient(audience, number));
  }

  private Loop loop(long audience) {
    return ground.loops().of(Long.hashCode(audience));
  }

  /// A node has gone, with its entities and accounts.
  void gone(String node) {
    gone.add(node);
    visitors.keySet().removeIf(visited -> visited.node().equals(node));
    underWay.forEach((number, each) -> {
      if (each.node().equals(node)) {
        given(number);
      }
    });
    open.values().forEach(listener -> listener.gone(node));
  }
}
