package im.fenghuo.bench.jmh;

import static java.nio.charset.StandardCharsets.UTF_8;

import im.fenghuo.account.AccountGate;
import im.fenghuo.account.StreamError;
import im.fenghuo.account.StreamPort;
import im.fenghuo.account.TestNode;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Services;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.XmlParser;
import im.fenghuo.archive.Receipt;
import im.fenghuo.config.ConfigFile;
import im.fenghuo.entity.Hall;
import im.fenghuo.lane.Loop;
import im.fenghuo.muc.RoomSettings;
import im.fenghuo.muc.Rooms;
import im.fenghuo.roster.RosterLimits;
import im.fenghuo.xep.XepCatalog;
import im.fenghuo.xep.xep0359stanzaid.Xep0359StanzaId;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What one copy of a message costs that a room sends to a thousand sessions, on two loops, from
/// the room's lane to where streams would write it.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FanOutBenchmark {

  private static final int SESSIONS = 1000;
  private static final String MESSAGE =
      "<message xmlns='jabber:client' from='user0@localhost/r' to='great@hall.localhost'"
          + " type='groupchat' id='1'><body>hello to all of you</body>"
          + "<stanza-id xmlns='urn:xmpp:sid:0' by='great@hall.localhost' id='412-1k8z3f'/>"
          + "</message>";

  /// Whether streams are on the loops of their accounts, or on any.
  @Param({"true", "false"})
  private boolean isSameLoop;

  private TestNode node;
  private Stanza message;

  /// A stream that writes nothing.
  private record Port(Loop loop) implements StreamPort {
    @Override
    public void send(Element stanza) {
      loop.run(() -> {});
    }

    @Override
    public void deliver(Element stanza, long delivery) {
      send(stanza);
    }

    @Override
    public void whenTaken(Runnable work) {}

    @Override
    public void close(StreamError error) {}
  }

  /// Without any: the hall is none.
  private static Rooms rooms() {
    ConfigFile usual = ConfigFile.defaults(XepCatalog.SETTINGS);
    return new Rooms(
        new Services(null, null, null, null, null, Clock.systemUTC(), _ -> {}),
        usual.extension("muc", RoomSettings.class));
  }

  @Setup(Level.Trial)
  public void fill() throws StanzaException {
    Hall.Halls halls = new Hall.Halls();
    node =
        new TestNode(
            RosterLimits.DEFAULT,
            registry -> {
              registry.install(halls::install);
              registry.install(new Xep0359StanzaId(rooms()));
            });
    halls.isArchiving = false;
    for (int i = 0; i < SESSIONS; i++) {
      Jid jid = Jid.parse("user" + i + "@localhost/r");
      node.account(jid.bare().toString());
      Loop loop =
          isSameLoop ? node.core().accounts().loop(jid.bare()) : node.loops().all().get(i % 2);
      AccountGate.Attached attached =
          node.core().gate().attach(jid.bare(), AccountGate.Bind.of("r"), new Port(loop));
      attached
          .session()
          .stanza(
              element(
                  "<presence xmlns='jabber:client' from='%s' to='great@hall.localhost/%d'/>"
                      .formatted(jid, i)));
    }
    node.settle();
    message = Stanza.of(element(MESSAGE));
  }

  private static Element element(String xml) {
    byte[] bytes = xml.getBytes(UTF_8);
    return XmlParser.create().parse(bytes, 0, bytes.length, "jabber:client");
  }

  @Benchmark
  @OperationsPerInvocation(SESSIONS)
  public void copy() throws InterruptedException {
    CountDownLatch handed = new CountDownLatch(1);
    Receipt receipt = new Receipt();
    receipt.whenDone(handed::countDown);
    node.core().router().route(message, receipt);
    receipt.done();
    handed.await();
  }

  @TearDown(Level.Trial)
  public void close() {
    node.close();
  }
}
