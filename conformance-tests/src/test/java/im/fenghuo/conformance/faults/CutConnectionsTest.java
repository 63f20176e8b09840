package im.fenghuo.conformance.faults;

import im.fenghuo.api.DbException;
import im.fenghuo.conformance.client.Address;
import im.fenghuo.conformance.faults.Device.World;
import im.fenghuo.conformance.server.FenghuoServer;
import im.fenghuo.storage.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// *Every device in step*: connections break at any moment and in every way, devices resume their
/// sessions or come back as new ones, the database is slow now and then; and every device sees
/// every message of its account's archive, once and in order.
///
/// This is a short storm. `-Dcut.clients=200 -Dcut.seconds=120` makes a long one of it;
/// `-Dcut.seed=…` has devices and network throw the same dice again.
@Timeout(900)
class CutConnectionsTest {

  private static final int CLIENTS = Integer.getInteger("cut.clients", 40);
  private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("cut.seconds", 10));
  private static final long SEED = Long.getLong("cut.seed", System.nanoTime());
  private static final Duration CONNECTIONS_LAST = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /// So that devices come back before the end of their session, at it, and after it.
  private static final String LIMITS =
      """
      silence = "2s"
      time-to-answer = "2s"
      time-to-resume = "5s"
      """;

  private final Random random = new Random(SEED);
  private final Deviations deviations = new Deviations();
  private final Map<String, List<Device>> devices = new LinkedHashMap<>();

  @TempDir private Path directory;
  private EmbeddedPostgres postgres;
  private Network toDatabase;
  private FenghuoServer server;
  private Network toServer;

  @BeforeEach
  void start() throws Exception {
    System.out.printf(
        "-Dcut.clients=%d -Dcut.seconds=%d -Dcut.seed=%d%n", CLIENTS, LENGTH.toSeconds(), SEED);
    postgres = EmbeddedPostgres.start(directory.resolve("db"));
    URI database = URI.create(postgres.address().toUrl());
    toDatabase = Network.to(socket(database), random.nextLong());
    Address detour = toDatabase.address();
    server =
        FenghuoServer.startOn(
            "postgresql://%s@%s:%d%s"
                .formatted(
                    database.getRawAuthority().split("@", 2)[0],
                    detour.host(),
                    detour.port(),
                    database.getPath()),
            LIMITS);
    Address address = server.addresses().getFirst();
    toServer = Network.to(new InetSocketAddress(address.host(), address.port()), random.nextLong());
    populate();
  }

  /// PostgreSQL listens on a socket in a directory, or, where its path is too long, on a port.
  private static SocketAddress socket(URI database) {
    String[] host = database.getRawAuthority().split("@", 2)[1].split(":", 2);
    String name = URLDecoder.decode(host[0], StandardCharsets.UTF_8);
    return name.startsWith("/")
        ? UnixDomainSocketAddress.of(Path.of(name, ".s.PGSQL.5432"))
        : new InetSocketAddress(name, Integer.parseInt(host[1]));
  }

  @AfterEach
  void stop() throws IOException {
    all().forEach(Device::end);
    toServer.close();
    server.close();
    toDatabase.close();
    postgres.close();
  }

  /// Half of the devices share their account with another one. Of the others, half rely on what
  /// waits for them.
  private void populate() throws Exception {
    int pairs = CLIENTS / 4;
    List<String> people = new ArrayList<>();
    World world = new World(toServer.address(), server.domain(), people, deviations);
    for (int i = 0; i < CLIENTS - pairs; i++) {
      String user = "user" + i;
      server.createAccount(user, Device.PASSWORD);
      people.add(user + "@" + server.domain());
      List<Device> here = new ArrayList<>();
      here.add(new Device(world, user, "phone", i % 2 == 0 || i < pairs, random.nextLong()));
      if (i < pairs) {
        here.add(new Device(world, user, "laptop", true, random.nextLong()));
        people.add(user + "@" + server.domain() + "/laptop");
      }
      devices.put(user, here);
    }
  }

  private List<Device> all() {
    return devices.values().stream().flatMap(List::stream).toList();
  }

  @Test
  void whatever_breaks_every_device_sees_every_message_once_and_in_order() throws Exception {
    toServer.breakAfter(CONNECTIONS_LAST);
    toServer.delayBy(Duration.ofMillis(2));
    all().forEach(Device::start);
    try (StoredArchives archives = new StoredArchives(postgres.address())) {
      storm(archives);
    }
    toServer.breakAfter(Duration.ZERO);
    all().forEach(Device::calmDown);
    long calm = System.nanoTime();
    await(() -> all().stream().allMatch(Device::isSettled));
    try (StoredArchives archives = new StoredArchives(postgres.address())) {
      compare(archives);
    }
    System.out.printf(
        "in step after %d s; %s; %d sessions begun, %d resumed%n",
        (System.nanoTime() - calm) / 1_000_000_000,
        toServer,
        all().stream().mapToInt(Device::begun).sum(),
        all().stream().mapToInt(Device::resumed).sum());
  }

  /// The database is slow, or stands still, now and then.
  private void storm(StoredArchives archives) throws InterruptedException {
    long end = System.nanoTime() + LENGTH.toNanos();
    while (System.nanoTime() < end) {
      toDatabase.delayBy(Duration.ZERO);
      audit(archives, random.nextInt(1500));
      toDatabase.delayBy(Duration.ofMillis(random.nextInt(4) == 0 ? 1500 : 100));
      audit(archives, random.nextInt(1500));
    }
    toDatabase.delayBy(Duration.ZERO);
  }

  /// Looks for so long, by a way to the database that is never slow, whether what devices were told
  /// is durable.
  private void audit(StoredArchives archives, int milliseconds) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofMillis(milliseconds).toNanos();
    List<String> users = List.copyOf(devices.keySet());
    while (System.nanoTime() < end) {
      String user = users.get(random.nextInt(users.size()));
      Set<String> missing = new HashSet<>();
      devices.get(user).forEach(device -> missing.addAll(device.acknowledged()));
      try {
        archives.of(user).forEach(message -> missing.remove(message.origin()));
        if (!missing.isEmpty()) {
          deviations.add(user + " was told of " + missing + " before that was durable");
        }
      } catch (DbException busy) {
        // The machine is so busy that nobody gets an answer in time: it is asked again.
      }
      Thread.sleep(20);
    }
  }

  private void compare(StoredArchives archives) throws InterruptedException {
    SoftAssertions all = new SoftAssertions();
    all.assertThat(all().stream().filter(device -> !device.isSettled()).map(Device::diary))
        .as("devices that wait for acknowledgements")
        .isEmpty();
    Set<String> acknowledged = new HashSet<>();
    Set<String> sent = new HashSet<>();
    Set<String> received = new HashSet<>();
    for (Map.Entry<String, List<Device>> account : devices.entrySet()) {
      List<Seen> archive = archives.of(account.getKey());
      for (Device device : account.getValue()) {
        List<Seen> expected =
            archive.stream().filter(message -> !message.isFrom(device.name())).toList();
        await(() -> device.shown().size() >= expected.size());
        all.assertThat(device.shown())
            .as("what %s sees", device.name())
            .containsExactlyElementsOf(expected);
        acknowledged.addAll(device.acknowledged());
      }
      for (Seen message : archive) {
        boolean isOwn = message.origin().startsWith(account.getKey() + "/");
        (isOwn ? sent : received).add(message.origin());
      }
      all.assertThat(firsts(archive)).as("archive of %s", account.getKey()).isEmpty();
    }
    all.assertThat(sent).as("archived by senders").isEqualTo(acknowledged);
    all.assertThat(received).as("archived by recipients").isEqualTo(acknowledged);
    all.assertThat(deviations.found()).as("deviations").isEmpty();
    all.assertThat(server.errors()).as("errors of the server").isEmpty();
    all.assertThat(acknowledged).as("messages").isNotEmpty();
    all.assertAll();
    System.out.printf("%d messages%n", acknowledged.size());
  }

  /// Messages that came before an earlier one of the same device in the same archive. A message
  /// that was said again counts where it came first.
  private static List<Seen> firsts(List<Seen> archive) {
    Map<String, Integer> last = new LinkedHashMap<>();
    Set<String> known = new HashSet<>();
    List<Seen> late = new ArrayList<>();
    for (Seen message : archive) {
      String[] origin = message.origin().split("#", 2);
      if (known.add(message.origin())) {
        Integer before = last.put(origin[0], Integer.valueOf(origin[1]));
        if (before != null && before > Integer.parseInt(origin[1])) {
          late.add(message);
        }
      }
    }
    return late;
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      Thread.sleep(50);
    }
  }
}
