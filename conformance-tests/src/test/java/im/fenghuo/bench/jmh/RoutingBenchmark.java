package im.fenghuo.bench.jmh;

import static java.nio.charset.StandardCharsets.UTF_8;

import im.fenghuo.account.Delivery;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.Namespaces;
import im.fenghuo.api.xml.XmlParser;
import im.fenghuo.archive.Receipt;
import im.fenghuo.registry.Registry;
import im.fenghuo.route.Router;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/// From an element to the lane of its recipient.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RoutingBenchmark {

  private static final byte[] BYTES = XmlBenchmark.MESSAGE.getBytes(UTF_8);

  private final Element element =
      XmlParser.create()
          .parse(BYTES, 0, BYTES.length, Namespaces.CLIENT)
          .withAttribute("from", "romeo@montague.example/orchard");

  private final Registry registry =
      new Registry(Set.of("capulet.example"), Set.of(), Instant.EPOCH, "0");

  @Benchmark
  public void route(Blackhole lane) throws StanzaException {
    Delivery delivery = (stanza, receipt) -> lane.consume(stanza);
    new Router(registry, delivery, delivery).route(Stanza.of(element), new Receipt());
  }
}
