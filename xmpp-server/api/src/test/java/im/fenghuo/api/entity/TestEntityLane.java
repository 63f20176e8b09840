package im.fenghuo.api.entity;

import im.fenghuo.api.Iq;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.XmlParser;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/// The lane of an entity in memory: all steps run in order, at once, on the calling thread; time
/// passes when it is told to.
public final class TestEntityLane implements EntityLane {

  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
  private final PriorityQueue<Later> later =
      new PriorityQueue<>(Comparator.comparing(Later::at).thenComparingInt(Later::number));
  private final List<Stanza> sent = new ArrayList<>();
  private final List<Work> continued = new ArrayList<>();
  private final List<TestEntityArchive> archives = new ArrayList<>();
  private Duration now = Duration.ZERO;
  private int number;
  private boolean busy;

  private record Later(Duration at, int number, Runnable work) {}

  /// Has an entity receive a stanza, and returns what has been sent since this was asked last.
  ///
  /// @param xml with `from` and `to`, in the namespace `jabber:client`
  public List<Stanza> receive(Entity entity, String xml) {
    return receive(entity, stanza(xml));
  }

  /// Has an entity receive a stanza, and returns what has been sent since this was asked last.
  public List<Stanza> receive(Entity entity, Stanza stanza) {
    waiting.add(() -> step(() -> entity.receive(stanza), stanza));
    run();
    return sent();
  }

  /// Reads a stanza.
  public static Stanza stanza(String xml) {
    try {
      return Stanza.of(XmlParser.create().parse(xml));
    } catch (StanzaException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /// What was sent, one stanza for each recipient, and forgets it.
  public List<Stanza> sent() {
    List<Stanza> all = List.copyOf(sent);
    sent.clear();
    return all;
  }

  /// What was sent to one address, and forgets it.
  public List<Element> sentTo(String to) {
    List<Stanza> those =
        sent.stream().filter(each -> each.recipient().equals(Jid.parse(to))).toList();
    sent.removeAll(those);
    return those.stream().map(Stanza::element).toList();
  }

  /// Lets time pass, with all that is to be done meanwhile.
  public void pass(Duration time) {
    Duration until = now.plus(time);
    while (!later.isEmpty() && later.peek().at().compareTo(until) <= 0) {
      Later next = later.remove();
      now = next.at();
      post(next.work());
    }
    now = until;
  }

  /// The archives that were opened.
  public List<TestEntityArchive> archives() {
    return archives;
  }

  @Override
  public void thenBlocking(Work work) {
    thenQuick(work);
  }

  @Override
  public void thenQuick(Work work) {
    if (!busy) {
      throw new IllegalStateException("no step is running");
    }
    continued.add(work);
  }

  @Override
  public void post(Runnable work) {
    waiting.add(() -> step(work::run, null));
    run();
  }

  @Override
  public void after(Duration delay, Runnable work) {
    later.add(new Later(now.plus(delay), number++, work));
  }

  @Override
  public void send(Stanza stanza) {
    stanza.sender();
    stanza.recipient();
    sent.add(stanza);
  }

  @Override
  public Audience audience() {
    return new TestAudience();
  }

  @Override
  public TestEntityArchive open(long archive, String retention) {
    TestEntityArchive opened = new TestEntityArchive(archive, retention);
    archives.add(opened);
    return opened;
  }

  private void run() {
    if (busy) {
      return;
    }
    busy = true;
    try {
      while (!waiting.isEmpty()) {
        waiting.remove().run();
      }
    } finally {
      busy = false;
    }
  }

  /// A step, part by part; one that fails is the last.
  private void step(Work begin, Stanza stanza) {
    ArrayDeque<Work> parts = new ArrayDeque<>();
    parts.add(begin);
    try {
      while (!parts.isEmpty()) {
        parts.remove().run();
        continued.reversed().forEach(parts::addFirst);
        continued.clear();
      }
    } catch (StanzaException e) {
      continued.clear();
      refuse(stanza, e);
    }
  }

  private void refuse(Stanza stanza, StanzaException error) {
    if (stanza == null) {
      throw new IllegalStateException("nobody is there to hear of it", error);
    }
    if (!stanza.isError() && !(stanza instanceof Iq iq && !iq.type().isRequest())) {
      sent.add(stanza.error(error));
    }
  }

  private final class TestAudience implements Audience {
    private final Set<Jid> recipients = new LinkedHashSet<>();

    @Override
    public void add(Jid recipient) {
      recipients.add(recipient);
    }

    @Override
    public void remove(Jid recipient) {
      recipients.remove(recipient);
    }

    @Override
    public int size() {
      return recipients.size();
    }

    @Override
    public void send(Stanza stanza) {
      recipients.forEach(
          each -> TestEntityLane.this.send(stanza.withAddresses(stanza.sender(), each)));
    }
  }
}
