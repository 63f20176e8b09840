package im.fenghuo.registry;

import im.fenghuo.api.Command;
import im.fenghuo.api.Directory;
import im.fenghuo.api.Jid;
import im.fenghuo.api.NodeHandler;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Target;
import im.fenghuo.api.xml.Element;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What the server knows of itself: who it is, and what was announced of its parts.
public final class ServerDirectory implements Directory {

  private final Set<String> domains;
  private final Set<Jid> admins;
  private final Instant started;
  private final String version;
  private final Map<String, Target> addresses = new HashMap<>();
  private final Map<Target, List<Registrar.Identity>> identities = new HashMap<>();
  private final Map<Target, TreeSet<String>> features = new HashMap<>();
  private final Map<Target, List<Element>> forms = new HashMap<>();
  private final Map<Target, List<NodeHandler>> nodes = new HashMap<>();
  private final Map<Target, Map<String, Command>> commands = new HashMap<>();
  private Path data = Path.of("");
  private volatile UnaryOperator<String> webAddress = domain -> "https://" + domain;

  ServerDirectory(Set<String> domains, Set<Jid> admins, Instant started, String version) {
    this.domains = Set.copyOf(domains);
    domains.forEach(domain -> addresses.put(domain, Target.SERVER));
    this.admins = Set.copyOf(admins);
    this.started = started;
    this.version = version;
  }

  /// Says where the web server is reached; before it listens.
  ///
  /// @param address of a domain
  public void webAt(UnaryOperator<String> address) {
    webAddress = address;
  }

  /// Says where the data directory is; before extensions are installed.
  public void dataAt(Path directory) {
    data = directory;
  }

  void feature(Target target, String namespace) {
    if (!features.computeIfAbsent(target, _ -> new TreeSet<>()).add(namespace)) {
      throw new IllegalStateException("feature " + namespace + " is announced twice");
    }
  }

  void identity(Target target, Registrar.Identity identity) {
    identities.computeIfAbsent(target, _ -> new ArrayList<>()).add(identity);
    if (target.kind() == Target.Kind.SERVICE) {
      domains.forEach(domain -> addresses.putIfAbsent(target.address(domain), target));
    }
  }

  void form(Target target, Element form) {
    forms.computeIfAbsent(target, _ -> new ArrayList<>()).add(form);
  }

  void nodes(Target target, NodeHandler handler) {
    nodes.computeIfAbsent(target, _ -> new ArrayList<>()).add(handler);
  }

  void command(Target target, Command command) {
    if (!target.equals(Target.SERVER) && !target.equals(Target.ACCOUNT)) {
      throw new IllegalStateException("only the server and accounts have commands: " + target);
    }
    Map<String, Command> known = commands.computeIfAbsent(target, _ -> new LinkedHashMap<>());
    Registrations.once(known, command.node(), command, "command " + command.node() + " is offered");
  }

  @Override
  public Path data() {
    return data;
  }

  @Override
  public String webAddress(String domain) {
    return webAddress.apply(domain);
  }

  @Override
  public Set<String> domains() {
    return domains;
  }

  @Override
  public Set<Jid> admins() {
    return admins;
  }

  @Override
  public Instant started() {
    return started;
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public @Nullable Target target(Jid address) {
    return address.isDomain() ? addresses.get(address.domainpart()) : null;
  }

  /// The server or the service whose domainpart an address has; null where it is none of ours.
  @Nullable Target service(Jid address) {
    return addresses.get(address.domainpart());
  }

  @Override
  public List<Target> services() {
    return identities.keySet().stream()
        .filter(target -> target.kind() == Target.Kind.SERVICE)
        .sorted(Comparator.comparing(Target::label))
        .toList();
  }

  @Override
  public List<Registrar.Identity> identities(Target target) {
    return List.copyOf(identities.getOrDefault(target, List.of()));
  }

  @Override
  public List<String> features(Target target) {
    TreeSet<String> announced = new TreeSet<>(features.getOrDefault(target, new TreeSet<>()));
    if (target.kind() == Target.Kind.SERVICE) {
      announced.addAll(features.getOrDefault(Target.EVERY_SERVICE, new TreeSet<>()));
    }
    return List.copyOf(announced);
  }

  @Override
  public List<NodeHandler> nodes(Target target) {
    return List.copyOf(nodes.getOrDefault(target, List.of()));
  }

  @Override
  public List<Element> forms(Target target) {
    return List.copyOf(forms.getOrDefault(target, List.of()));
  }

  @Override
  public List<Command> commands(Target target) {
    return List.copyOf(commands.getOrDefault(target, Map.of()).values());
  }
}
