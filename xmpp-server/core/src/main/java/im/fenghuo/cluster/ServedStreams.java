package im.fenghuo.cluster;

import im.fenghuo.account.AccountGate;
import im.fenghuo.account.SessionPort;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.XmlParser;
import im.fenghuo.lane.Loop;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// The sessions here whose streams are on other nodes.
final class ServedStreams {

  private final Ground ground;
  private final AccountGate local;
  private final XmlParser parser = XmlParser.create();
  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, Served> served = new ConcurrentHashMap<>();

  private record Served(SessionPort session, RemoteStream stream) {}

  /// @param local the way to the accounts that are owned here
  ServedStreams(Ground ground, AccountGate local) {
    this.ground = ground;
    this.local = local;
  }

  /// Binds a resource for a stream. Blocks.
  ///
  /// @param from the stream's node
  /// @throws StanzaException what it is refused with
  void attach(String from, Frame.Attach attach) throws StanzaException {
    Jid account = Jid.parse(attach.account());
    Loop loop = ground.loops().of(account.hashCode());
    RemoteStream stream = new RemoteStream(ground.links(), loop, from, attach.stream());
    XmlParser own = XmlParser.create();
    List<Element> features =
        attach.features().stream().map(each -> Ground.parse(own, each)).toList();
    AccountGate.Attached attached =
        local.attach(
            account, new AccountGate.Bind(attach.resource(), attach.inline(), features), stream);
    long number = numbers.incrementAndGet();
    served.put(number, new Served(attached.session(), stream));
    ground.say(
        loop,
        from,
        new Frame.Attached(
            attach.call(),
            number,
            attached.session().jid().toString(),
            Ground.encode(attached.bound())));
  }

  /// What a stream says to its session. One thread calls this.
  void received(Frame.ForSession frame) {
    Served to =
        frame instanceof Frame.Detach
            ? served.remove(frame.session())
            : served.get(frame.session());
    if (to == null) {
      return;
    }
    SessionPort session = to.session();
    switch (frame) {
      case Frame.FromClient from -> session.stanza(Ground.parse(parser, from.stanza()));
      case Frame.AwaitSettled await ->
          session.whenSettled(await.count(), () -> to.stream().settled(session.settled()));
      case Frame.Taken _ -> to.stream().taken();
      case Frame.Confirmed confirmed -> session.confirmed(confirmed.delivery());
      case Frame.Resumed _ -> session.resumed();
      case Frame.Detach _ -> session.detach();
    }
  }

  /// A node has gone, with its streams.
  void gone(String node) {
    served.forEach((number, each) -> {
      if (each.stream().node().equals(node) && served.remove(number, each)) {
        each.session().detach();
      }
    });
  }
}
