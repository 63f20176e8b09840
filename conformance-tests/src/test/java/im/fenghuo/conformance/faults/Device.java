package im.fenghuo.conformance.faults;

import im.fenghuo.conformance.client.Address;
import im.fenghuo.conformance.client.Incoming;
import im.fenghuo.conformance.client.RefusedException;
import im.fenghuo.conformance.client.SignIn;
import im.fenghuo.conformance.client.Wire;
import im.fenghuo.conformance.faults.Outbox.Sent;
import im.fenghuo.conformance.xml.XmlElement;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A client that talks to others, loses its connection again and again, and comes back: as the
/// session that it had, or as a new one that catches up.
final class Device {

  static final String PASSWORD = "secret";

  private static final String SM = Chatter.SM;
  static final String CARBONS = "urn:xmpp:carbons:2";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// What all devices know.
  ///
  /// @param server where they connect
  /// @param people whom they talk to, as bare JIDs
  record World(Address server, String domain, List<String> people, Deviations deviations) {}

  private final World world;
  private final String user;
  private final String resource;
  private final boolean fetches;
  private final Random random;
  private final Random chance;
  private final Outbox outbox;
  private final Speech speech;
  private final Hearing hearing;
  private final Sight sight;
  private final Catching catching;
  private final Diary diary = new Diary();
  private final ReentrantLock lock = new ReentrantLock();

  private @Nullable Wire online;
  private @Nullable String resumption;
  private long handled;
  private boolean owes;
  private volatile boolean isHasty = true;
  private volatile boolean talks = true;
  private volatile boolean ended;
  private int resumed;
  private int begun;

  /// @param fetches whether it asks the archive for what it has missed, as every client does whose
  ///   user has others; else it relies on what waits for it
  Device(World world, String user, String resource, boolean fetches, long seed) {
    this.world = world;
    this.user = user;
    this.resource = resource;
    this.fetches = fetches;
    this.random = new Random(seed);
    this.chance = new Random(seed + 1);
    this.outbox = new Outbox(this::deviates);
    this.sight = new Sight(this::deviates);
    this.catching = new Catching(sight, name());
    this.speech = new Speech(name(), this::others, chance);
    this.hearing = new Hearing(this, sight, catching, diary, this::deviates);
  }

  private void deviates(String how) {
    diary.add("DEVIATES " + how);
    world.deviations.add(name() + " " + how + "\n" + diary);
  }

  private List<String> others() {
    return world.people.stream().filter(each -> !each.startsWith(account())).toList();
  }

  String name() {
    return user + "/" + resource;
  }

  String account() {
    return user + "@" + world.domain;
  }

  void start() {
    Thread.ofVirtual().name("reads " + name()).start(this::live);
    Thread.ofVirtual().name("talks " + name()).start(this::talk);
  }

  private void live() {
    while (!ended) {
      try (Wire wire = Wire.connect(world.server, world.domain, PATIENCE)) {
        wire.limitReads(patience());
        signIn(wire);
        read(wire);
      } catch (IOException | RefusedException lost) {
        diary.add("lost: " + lost.getMessage());
      }
      goOffline();
      pause();
    }
  }

  /// How long it takes silence for a pause. It asks all the time, so there is none.
  private Duration patience() {
    return isHasty ? Duration.ofMillis(random.nextInt(1500, 4000)) : PATIENCE;
  }

  /// Mostly it comes back soon, sometimes when its session is over.
  private void pause() {
    int longest = !isHasty ? 100 : random.nextInt(8) == 0 ? 9000 : 700;
    try {
      Thread.sleep(random.nextInt(longest));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void goOffline() {
    locked(() -> online = null);
    diary.add("offline");
  }

  private void signIn(Wire wire) throws IOException, RefusedException {
    SignIn.authenticate(wire, SignIn.open(wire), user, PASSWORD);
    String id = resumption;
    if (id != null && random.nextInt(4) > 0) {
      wire.write("<resume xmlns='%s' previd='%s' h='%d'/>".formatted(SM, id, handled));
      XmlElement answer = next(wire);
      if (answer.isNamed("resumed")) {
        resume(wire, answer);
        return;
      }
    }
    resumption = null;
    SignIn.bind(wire, resource);
    begin(wire);
  }

  private static XmlElement next(Wire wire) throws IOException {
    return switch (wire.read()) {
      case Incoming.Child(XmlElement element) -> element;
      case Incoming other -> throw new IOException("the stream ended: " + other);
    };
  }

  private void resume(Wire wire, XmlElement answer) throws IOException {
    lock.lock();
    try {
      resumed++;
      diary.add("resumed: " + answer);
      outbox.handled(h(answer));
      owes = false;
      for (Sent stanza : outbox.unacknowledged()) {
        wire.write(stanza.stanza());
      }
      ask(wire);
      online = wire;
    } finally {
      lock.unlock();
    }
  }

  private void begin(Wire wire) throws IOException {
    lock.lock();
    try {
      begun++;
      diary.add("begins a session");
      handled = 0;
      owes = false;
      List<Sent> again = outbox.begin();
      sight.begin(fetches);
      wire.write("<enable xmlns='" + SM + "' resume='true'/>");
      online = wire;
      request("<iq type='set' id='carbons'><enable xmlns='" + CARBONS + "'/></iq>");
      request("<presence/>");
      if (fetches) {
        request(catching.begin());
      }
      for (Sent message : again) {
        send(message);
      }
      ask(wire);
    } finally {
      lock.unlock();
    }
  }

  private void request(String stanza) throws IOException {
    send(new Sent(stanza, Optional.empty()));
  }

  /// With the lock held.
  private void send(Sent stanza) throws IOException {
    outbox.sent(stanza);
    if (online != null) {
      online.write(stanza.stanza());
    }
  }

  private static void ask(Wire wire) throws IOException {
    wire.write("<r xmlns='" + SM + "'/>");
  }

  private void talk() {
    try {
      while (!ended) {
        Thread.sleep(chance.nextInt(2000));
        try {
          say();
        } catch (IOException lost) {
          // It is said again later.
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// A client asks after what it says, and when it has not for a while.
  private void say() throws IOException {
    lock.lock();
    try {
      if (online == null) {
        return;
      }
      if (talks) {
        send(speech.next());
      }
      if (owes) {
        acknowledge(online);
      }
      ask(online);
    } finally {
      lock.unlock();
    }
  }

  private void read(Wire wire) throws IOException {
    while (true) {
      switch (wire.read()) {
        case Incoming.Child(XmlElement element) -> received(wire, element);
        case Incoming.Header _, Incoming.End _ -> {
          return;
        }
      }
    }
  }

  private void received(Wire wire, XmlElement element) throws IOException {
    lock.lock();
    try {
      switch (element.localName()) {
        case "enabled" -> {
          resumption = element.attribute("id").orElse(null);
          handled = 0;
        }
        case "a" -> {
          diary.add("hears " + h(element));
          outbox.handled(h(element));
        }
        case "r" -> {
          owes = true;
          if (random.nextInt(4) > 0) {
            acknowledge(wire);
          }
        }
        case "message", "presence", "iq" -> {
          stanza(wire, element);
          handled++;
        }
        case "error" -> {
          resumption = null;
          hearing.streamError(element);
        }
        default -> deviates("was sent " + element);
      }
    } finally {
      lock.unlock();
    }
  }

  private void acknowledge(Wire wire) throws IOException {
    owes = false;
    wire.write("<a xmlns='%s' h='%d'/>".formatted(SM, handled));
  }

  private static long h(XmlElement element) {
    return Long.parseLong(element.attribute("h").orElse("-1"));
  }

  private void stanza(Wire wire, XmlElement element) throws IOException {
    if (element.isNamed("message")) {
      hearing.message(element);
    } else if (element.isNamed("iq")) {
      Optional<String> next = catching.answered(element);
      if (next.isPresent()) {
        request(next.get());
      } else if (element.attribute("type").equals(Optional.of("get"))) {
        request("<iq type='result' id='" + element.attribute("id").orElse("") + "'/>");
        ask(wire);
      }
    }
  }

  /// From now on it waits for what comes, and loses no connection out of impatience.
  void calmDown() {
    locked(() -> {
      isHasty = false;
      talks = false;
    });
  }

  /// Whether it knows the fate of all that it has said; once it is calm, that stays so.
  boolean isSettled() {
    lock.lock();
    try {
      return outbox.isSettled();
    } finally {
      lock.unlock();
    }
  }

  List<String> acknowledged() {
    lock.lock();
    try {
      return outbox.acknowledged();
    } finally {
      lock.unlock();
    }
  }

  List<Seen> shown() {
    lock.lock();
    try {
      return sight.shown();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String toString() {
    return name();
  }

  /// What it has been through lately.
  String diary() {
    return name() + " " + outbox + "\n" + diary;
  }

  int resumed() {
    return resumed;
  }

  int begun() {
    return begun;
  }

  void end() {
    ended = true;
    locked(() -> {
      if (online != null) {
        try {
          online.close();
        } catch (IOException gone) {
          // So be it.
        }
      }
    });
  }

  private void locked(Runnable work) {
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }
}
