package im.fenghuo.conformance.scenario;

import im.fenghuo.conformance.client.Address;
import im.fenghuo.conformance.client.Client;
import im.fenghuo.conformance.client.RefusedException;
import im.fenghuo.conformance.client.SignIn;
import im.fenghuo.conformance.client.Wire;
import im.fenghuo.conformance.xml.XmlElement;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/// Who plays: fresh accounts for the names of one scenario, and their clients.
final class Cast implements AutoCloseable {

  /// Whom the server under test knows as its administrator, with this password.
  private static final String ADMIN = "admin";

  private final ServerUnderTest server;
  private final Transcript transcript;
  private final String run = randomName();
  private final Map<String, String> passwords = new LinkedHashMap<>();
  private final Map<String, Client> clients = new LinkedHashMap<>();
  private int connections;

  Cast(ServerUnderTest server, Transcript transcript) {
    this.server = server;
    this.transcript = transcript;
  }

  /// The localpart of `juliet` in this run; `admin` is the same one in all.
  String localpart(String name) {
    return name.equals(ADMIN) ? ADMIN : name + "-" + run;
  }

  /// The resource of `juliet/balcony` in this run.
  String resource(String name, String resource) {
    return name.equals(ADMIN) ? resource + "-" + run : resource;
  }

  String password(String name) {
    return Optional.ofNullable(passwords.get(name))
        .orElseThrow(() -> new ScenarioFailure("nobody has introduced " + name));
  }

  void changePassword(String name, String password) {
    passwords.put(name, password);
  }

  boolean hasAccount(String name) {
    return passwords.containsKey(name);
  }

  /// Makes the account if it is not there. Blocks.
  void introduce(String name) throws IOException, RefusedException {
    if (name.equals(ADMIN)) {
      passwords.putIfAbsent(ADMIN, ADMIN);
    }
    if (!passwords.containsKey(name)) {
      String password = randomName();
      server.createAccount(localpart(name), password);
      passwords.put(name, password);
    }
  }

  /// Connects and binds, without presence. Blocks.
  void connect(String client) throws IOException, RefusedException {
    String[] parts = client.split("/", 2);
    if (parts.length < 2) {
      throw new ScenarioFailure(client + " has no resource: write " + client + "/somewhere");
    }
    introduce(parts[0]);
    Wire wire = wire();
    try {
      XmlElement features = SignIn.open(wire);
      SignIn.authenticate(wire, features, localpart(parts[0]), password(parts[0]));
      String jid = SignIn.bind(wire, resource(parts[0], parts[1]));
      wire.limitReads(Duration.ZERO);
      join(client, wire, jid);
    } catch (IOException | RefusedException refused) {
      wire.close();
      throw refused;
    }
  }

  /// Opens a stream and leaves all that follows to the scenario. Blocks.
  void openStream(String client) throws IOException {
    Wire wire = wire();
    wire.limitReads(Duration.ZERO);
    join(client, wire, "");
    wire.open();
  }

  private Wire wire() throws IOException {
    List<Address> addresses = server.addresses();
    Address address = addresses.get(connections++ % addresses.size());
    Wire wire = Wire.connect(address, server.domain(), server.patience());
    wire.limitReads(server.patience());
    return wire;
  }

  private void join(String client, Wire wire, String jid) throws IOException {
    Client earlier =
        clients.put(
            client, new Client(wire, jid, (what, text) -> transcript.add(client, what, text)));
    if (earlier != null) {
      earlier.close();
    }
    transcript.add(client, "is connected", jid);
  }

  Client client(String name) {
    return Optional.ofNullable(clients.get(name))
        .orElseThrow(() -> new ScenarioFailure(name + " has never connected"));
  }

  /// The name, as the scenario writes it, of every client that has connected.
  Collection<String> names() {
    return clients.keySet();
  }

  List<Client> bound() {
    return clients.values().stream().filter(Client::isBound).toList();
  }

  /// The bare JIDs of all accounts, and of `nobody`: an answer may be on its way from there, too.
  List<String> accounts() {
    return Stream.concat(passwords.keySet().stream(), Stream.of("nobody"))
        .map(name -> localpart(name) + "@" + server.domain())
        .toList();
  }

  static String randomName() {
    return Long.toString(ThreadLocalRandom.current().nextLong(1L << 40, 1L << 41), 36);
  }

  @Override
  public void close() throws IOException {
    for (Client client : clients.values()) {
      client.close();
    }
  }
}
