package im.fenghuo.bench.jmh;

import static java.nio.charset.StandardCharsets.UTF_8;

import im.fenghuo.api.Jid;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.Namespaces;
import im.fenghuo.api.xml.Scope;
import im.fenghuo.api.xml.StreamErrorCondition;
import im.fenghuo.api.xml.XmlLimits;
import im.fenghuo.api.xml.XmlOutput;
import im.fenghuo.api.xml.XmlParser;
import im.fenghuo.stream.Framer;
import im.fenghuo.stream.FramerLimits;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One message of 400 bytes, as clients send them, on its way through a server.
@State(org.openjdk.jmh.annotations.Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class XmlBenchmark {

  static final String MESSAGE =
      "<message to='juliet@capulet.example/balcony-4711' type='chat' id='8f3b1c52-77aa'"
          + " xml:lang='en'><body>Art thou not Romeo &amp; a Montague? Neither, fair saint, if either"
          + " thee dislike &lt;3, said he, and climbed.</body><active"
          + " xmlns='http://jabber.org/protocol/chatstates'/><request xmlns='urn:xmpp:receipts'/>"
          + "<origin-id xmlns='urn:xmpp:sid:0' id='8f3b1c52-77aa-4c5b-9d1e-bb2f0a6b7c11-ab'/></message>";

  private final byte[] message = MESSAGE.getBytes(UTF_8);
  private final XmlParser woodstox = XmlParser.woodstox(XmlLimits.DEFAULT);
  private final XmlParser subset = XmlParser.subset(XmlLimits.DEFAULT);
  private final XmlOutput output = new XmlOutput(4096);
  private final Element parsed = subset.parse(message, 0, message.length, Scope.CLIENT);
  private final Element built = parsed.without(child -> child.name().equals("request"));
  private final Framer framer = framer();
  private int elements;

  private Framer framer() {
    Framer.Handler handler =
        new Framer.Handler() {
          @Override
          public void header(byte[] bytes, int offset, int length) {}

          @Override
          public void element(byte[] bytes, int offset, int length) {
            elements++;
          }

          @Override
          public void whitespace() {}

          @Override
          public void close() {}

          @Override
          public void violation(StreamErrorCondition condition, String text) {
            throw new IllegalStateException(text);
          }
        };
    Framer result = new Framer(new FramerLimits(100_000, 100, 100), handler);
    byte[] header = "<stream:stream>".getBytes(UTF_8);
    result.feed(header, 0, header.length);
    return result;
  }

  @Benchmark
  public int frame() {
    framer.feed(message, 0, message.length);
    return elements;
  }

  @Benchmark
  public Element parseWithWoodstox() {
    return woodstox.parse(message, 0, message.length, Scope.CLIENT);
  }

  @Benchmark
  public Element parseWithSubset() {
    return subset.parse(message, 0, message.length, Scope.CLIENT);
  }

  /// With another start tag, as a server does.
  @Benchmark
  public int writeKeptBytes() {
    output.clear(4096);
    parsed.withAttribute("from", "romeo@montague.example/orchard").write(output, Namespaces.CLIENT);
    return output.length();
  }

  @Benchmark
  public int writeAnew() {
    output.clear(4096);
    built.withAttribute("from", "romeo@montague.example/orchard").write(output, Namespaces.CLIENT);
    return output.length();
  }

  @Benchmark
  public Jid parseJid() {
    return Jid.parse("juliet@capulet.example/balcony-4711");
  }
}
