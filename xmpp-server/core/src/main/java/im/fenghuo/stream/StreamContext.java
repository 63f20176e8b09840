package im.fenghuo.stream;

import im.fenghuo.api.xml.XmlOutput;
import im.fenghuo.api.xml.XmlParser;
import im.fenghuo.lane.Loop;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What the streams of one loop share: tools that are used by one of them at a time, and the list
/// of them.
public final class StreamContext {

  private static final int SCRATCH = 16 * 1024;

  /// What is kept of the output, which may once have been very large.
  private static final int OUTPUT = 64 * 1024;

  private final Loop loop;
  private final StreamServices services;
  private final XmlParser parser = XmlParser.create();
  private final XmlOutput output = new XmlOutput();
  private final byte[] scratch = new byte[SCRATCH];
  private final Set<ClientStream> streams = new HashSet<>();
  private volatile int count;

  /// @param services what all streams share
  public StreamContext(Loop loop, StreamServices services) {
    this.loop = loop;
    this.services = services;
  }

  /// The loop.
  public Loop loop() {
    return loop;
  }

  /// What all streams share.
  public StreamServices services() {
    return services;
  }

  XmlParser parser() {
    return parser;
  }

  /// An empty output, until the next call.
  XmlOutput output() {
    output.clear(OUTPUT);
    return output;
  }

  byte[] scratch() {
    return scratch;
  }

  void add(ClientStream stream) {
    streams.add(stream);
    count = streams.size();
  }

  void remove(ClientStream stream) {
    streams.remove(stream);
    count = streams.size();
  }

  /// How many streams are open. From any thread.
  public int count() {
    return count;
  }

  /// The streams that are open; a copy.
  public List<ClientStream> streams() {
    return new ArrayList<>(streams);
  }

  /// Ends the streams that take too long, once a second. On the loop.
  public void sweep() {
    long now = System.nanoTime();
    for (ClientStream stream : streams()) {
      stream.checkTime(now);
    }
  }
}
