package im.fenghuo.registry;

import im.fenghuo.api.Account;
import im.fenghuo.api.BindHandler;
import im.fenghuo.api.BoundHandler;
import im.fenghuo.api.Directory;
import im.fenghuo.api.HoldRule;
import im.fenghuo.api.Hook;
import im.fenghuo.api.Iq;
import im.fenghuo.api.IqHandler;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.MessageHandler;
import im.fenghuo.api.NodeHandler;
import im.fenghuo.api.NonzaHandler;
import im.fenghuo.api.Presence;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Session;
import im.fenghuo.api.SocketHandler;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.Target;
import im.fenghuo.api.Xep;
import im.fenghuo.api.web.WebHandler;
import im.fenghuo.api.web.WebLimits;
import im.fenghuo.api.xml.Element;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Everything that extensions have registered. Filled before the server listens, only read after.
public final class Registry implements Directory {

  private final Set<String> domains;
  private final Set<Jid> admins;
  private final Instant started;
  private final String version;

  private final List<Xep.Document> documents = new ArrayList<>();
  private final Map<String, Target> addresses = new HashMap<>();
  private final Map<RequestName, Handler> handlers = new HashMap<>();
  private final Map<Target, MessageHandler> messageHandlers = new HashMap<>();
  private final Map<Target, List<Registrar.Identity>> identities = new HashMap<>();
  private final Map<Target, TreeSet<String>> features = new HashMap<>();
  private final Map<Target, List<Element>> forms = new HashMap<>();
  private final Map<Target, List<NodeHandler>> nodes = new HashMap<>();
  private final Map<Registrar.Stage, List<Function<String, @Nullable Element>>> streamFeatures =
      new EnumMap<>(Registrar.Stage.class);
  private final Hooks<Message> messages = new Hooks<>();
  private final Hooks<Presence> presences = new Hooks<>();
  private final Hooks<Iq> iqs = new Hooks<>();
  private final List<Function<Message, @Nullable Boolean>> archiving = new ArrayList<>();
  private final Set<String> ephemeral = new HashSet<>();
  private final Map<Account.Key<?>, Account.Loader<?>> accountStates = new HashMap<>();
  private final Map<String, BindHandler> bindFeatures = new TreeMap<>();
  private final List<BoundHandler> bound = new ArrayList<>();
  private final Map<NonzaName, NonzaHandler> nonzas = new HashMap<>();
  private @Nullable HoldRule holding;
  private @Nullable Element liveness;
  private final List<Registrar.AvailabilityListener> availability = new ArrayList<>();
  private final List<Registrar.SessionListener> sessions = new ArrayList<>();
  private final List<Schema> schemas = new ArrayList<>();
  private final List<WebPath> webPaths = new ArrayList<>();
  private final List<TcpPort> tcpPorts = new ArrayList<>();
  private final List<Periodic> periodic = new ArrayList<>();
  private Path data = Path.of("");
  private volatile UnaryOperator<String> webAddress = domain -> "https://" + domain;

  /// @param domains the domains served here
  /// @param admins the JIDs of administrators
  public Registry(Set<String> domains, Set<Jid> admins, Instant started, String version) {
    this.domains = Set.copyOf(domains);
    domains.forEach(domain -> addresses.put(domain, Target.SERVER));
    this.admins = Set.copyOf(admins);
    this.started = started;
    this.version = version;
  }

  /// What a request is called.
  public record RequestName(Iq.Type type, Target target, String namespace, String name) {}

  private record NonzaName(String namespace, String name) {}

  /// Who answers a request, and in whose turn.
  public record Handler(IqHandler handler, Turn turn) {}

  /// Where a request is answered.
  public enum Turn {
    /// On the account's loop: never waits.
    INLINE,
    /// On a virtual thread, in the sender's turn.
    BLOCKING,
    /// On a virtual thread, in the turn of the account's changes, while the sender waits.
    CHANGE
  }

  /// The tables of an extension.
  public record Schema(Class<?> owner, List<String> resources) {}

  /// A path of the web server that an extension answers.
  public record WebPath(String path, WebLimits limits, WebHandler handler) {}

  /// A TCP port that an extension serves.
  public record TcpPort(
      int port, int connections, int connectionsPerAddress, SocketHandler handler) {}

  /// Something that is done again and again.
  public record Periodic(Duration period, Runnable work) {}

  /// Installs an extension.
  ///
  /// @throws IllegalStateException when it registers what another one has
  public void install(Xep xep) {
    documents.add(xep.document());
    xep.install(new Recorder());
  }

  /// Installs a part of the core itself.
  ///
  /// @throws IllegalStateException when it registers what another one has
  public void install(Consumer<CoreRegistrar> part) {
    part.accept(new Recorder());
  }

  /// Who answers such a request; null for nobody.
  public @Nullable Handler handler(Iq.Type type, Target target, Element payload) {
    String namespace = payload.namespace();
    String name = payload.name();
    Handler handler = handlers.get(new RequestName(type, target, namespace, name));
    return handler == null && target.kind() == Target.Kind.SERVICE
        ? handlers.get(new RequestName(type, Target.EVERY_SERVICE, namespace, name))
        : handler;
  }

  /// Who takes messages to the server or a service; null for nobody.
  public @Nullable MessageHandler messageHandler(Target target) {
    return messageHandlers.get(target);
  }

  /// The stream features of a stage for a domain.
  public List<Element> streamFeatures(Registrar.Stage stage, String domain) {
    List<Element> offered = new ArrayList<>();
    for (Function<String, @Nullable Element> feature :
        streamFeatures.getOrDefault(stage, List.of())) {
      Element element = feature.apply(domain);
      if (element != null) {
        offered.add(element);
      }
    }
    return offered;
  }

  /// The hooks that messages pass.
  public Hooks<Message> messages() {
    return messages;
  }

  /// The hooks that presences pass.
  public Hooks<Presence> presences() {
    return presences;
  }

  /// The hooks that iqs pass.
  public Hooks<Iq> iqs() {
    return iqs;
  }

  /// Does what a client has asked to be done with the binding of its resource (XEP-0386), on the
  /// account's loop.
  ///
  /// @return what is said of it in `<bound/>`
  public List<Element> bind(Element feature, Session session) {
    BindHandler handler = bindFeatures.get(feature.namespace());
    if (handler == null) {
      return List.of();
    }
    Element answer = handler.bound(feature, session);
    return answer == null ? List.of() : List.of(answer);
  }

  /// Who takes such a first-level element that is no stanza; null for nobody.
  public @Nullable NonzaHandler nonza(Element element) {
    return nonzas.get(new NonzaName(element.namespace(), element.name()));
  }

  /// What may wait while a session holds back: nothing, where nobody says so.
  public HoldRule holding() {
    return holding == null ? _ -> null : holding;
  }

  /// What a silent client is asked, or null where there is no such request.
  public @Nullable Element liveness() {
    return liveness;
  }

  /// What is said in `<bound/>` of an account whose resource was bound. Blocks.
  ///
  /// @param archived the number of the last message in its archive then
  public List<Element> bound(Account account, long archived) {
    List<Element> said = new ArrayList<>();
    for (BoundHandler handler : bound) {
      Element element = handler.bound(account, archived);
      if (element != null) {
        said.add(element);
      }
    }
    return said;
  }

  /// The namespaces of what can be done with the binding of a resource.
  public Set<String> bindFeatures() {
    return Collections.unmodifiableSet(bindFeatures.keySet());
  }

  /// Whether a message belongs into the archives of its sender and recipient.
  public boolean isArchived(Message message) {
    if (message.type() != Message.Type.CHAT && message.type() != Message.Type.NORMAL) {
      return false;
    }
    for (Function<Message, @Nullable Boolean> rule : archiving) {
      Boolean verdict = rule.apply(message);
      if (verdict != null) {
        return verdict;
      }
    }
    return isLasting(message);
  }

  /// Whether a message says something for whoever comes later, other than a chat state does.
  public boolean isLasting(Message message) {
    for (Element child : message.element().children()) {
      boolean isThread = child.is(Stanza.NAMESPACE, "thread");
      if (!isThread && !ephemeral.contains(child.namespace())) {
        return true;
      }
    }
    return false;
  }

  /// The states that are loaded with each account.
  public Map<Account.Key<?>, Account.Loader<?>> accountStates() {
    return accountStates;
  }

  /// Who hears of presence.
  public List<Registrar.AvailabilityListener> availability() {
    return availability;
  }

  /// Who hears of sessions.
  public List<Registrar.SessionListener> sessions() {
    return sessions;
  }

  /// The tables of extensions, in the order of installation.
  public List<Schema> schemas() {
    return schemas;
  }

  /// The paths of the web server that extensions answer.
  public List<WebPath> webPaths() {
    return webPaths;
  }

  /// The TCP ports that extensions serve.
  public List<TcpPort> tcpPorts() {
    return tcpPorts;
  }

  /// What extensions want done again and again.
  public List<Periodic> periodic() {
    return periodic;
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

  @Override
  public Path data() {
    return data;
  }

  @Override
  public String webAddress(String domain) {
    return webAddress.apply(domain);
  }

  /// The documents that are implemented, by number.
  public List<Xep.Document> documents() {
    return documents;
  }

  /// The names of all requests that are answered.
  public Set<RequestName> requests() {
    return Collections.unmodifiableSet(handlers.keySet());
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

  private final class Recorder implements CoreRegistrar {

    @Override
    public void feature(Target target, String namespace) {
      if (!features.computeIfAbsent(target, _ -> new TreeSet<>()).add(namespace)) {
        throw new IllegalStateException("feature " + namespace + " is announced twice");
      }
    }

    @Override
    public void identity(Target target, Identity identity) {
      identities.computeIfAbsent(target, _ -> new ArrayList<>()).add(identity);
      if (target.kind() == Target.Kind.SERVICE) {
        domains.forEach(domain -> addresses.putIfAbsent(target.address(domain), target));
      }
    }

    @Override
    public void form(Target target, Element form) {
      forms.computeIfAbsent(target, _ -> new ArrayList<>()).add(form);
    }

    @Override
    public void nodes(Target target, NodeHandler handler) {
      nodes.computeIfAbsent(target, _ -> new ArrayList<>()).add(handler);
    }

    @Override
    public void streamFeature(Stage stage, Function<String, @Nullable Element> feature) {
      streamFeatures.computeIfAbsent(stage, _ -> new ArrayList<>()).add(feature);
    }

    @Override
    public void iq(Iq.Type type, Target target, String namespace, String name, IqHandler handler) {
      if (target.equals(Target.NOBODY)) {
        throw new IllegalStateException(name + " has no account whose turn it could wait in");
      }
      handle(new RequestName(type, target, namespace, name), new Handler(handler, Turn.BLOCKING));
    }

    @Override
    public void quickIq(
        Iq.Type type, Target target, String namespace, String name, IqHandler handler) {
      handle(new RequestName(type, target, namespace, name), new Handler(handler, Turn.INLINE));
    }

    @Override
    public void change(
        Iq.Type type, Target target, String namespace, String name, IqHandler handler) {
      handle(new RequestName(type, target, namespace, name), new Handler(handler, Turn.CHANGE));
    }

    private void handle(RequestName name, Handler handler) {
      if (handlers.putIfAbsent(name, handler) != null) {
        throw new IllegalStateException(name + " is answered twice");
      }
    }

    @Override
    public void message(Target target, MessageHandler handler) {
      if (messageHandlers.putIfAbsent(target, handler) != null) {
        throw new IllegalStateException("messages to " + target + " are handled twice");
      }
    }

    @Override
    public void messageSent(im.fenghuo.api.Phase phase, Hook<Message> hook) {
      messages.addSent(phase, hook);
    }

    @Override
    public void messageReceived(im.fenghuo.api.Phase phase, Hook<Message> hook) {
      messages.addReceived(phase, hook);
    }

    @Override
    public void presenceSent(im.fenghuo.api.Phase phase, Hook<Presence> hook) {
      presences.addSent(phase, hook);
    }

    @Override
    public void presenceReceived(im.fenghuo.api.Phase phase, Hook<Presence> hook) {
      presences.addReceived(phase, hook);
    }

    @Override
    public void iqSent(im.fenghuo.api.Phase phase, Hook<Iq> hook) {
      iqs.addSent(phase, hook);
    }

    @Override
    public void iqReceived(im.fenghuo.api.Phase phase, Hook<Iq> hook) {
      iqs.addReceived(phase, hook);
    }

    @Override
    public void archiving(Function<Message, @Nullable Boolean> rule) {
      archiving.add(rule);
    }

    @Override
    public void ephemeral(String namespace) {
      ephemeral.add(namespace);
    }

    @Override
    public <T> void accountState(Account.Key<T> key, Account.Loader<T> loader) {
      if (accountStates.putIfAbsent(key, loader) != null) {
        throw new IllegalStateException("account state " + key + " is loaded twice");
      }
    }

    @Override
    public void bindFeature(String namespace, BindHandler handler) {
      if (bindFeatures.putIfAbsent(namespace, handler) != null) {
        throw new IllegalStateException("bind feature " + namespace + " is offered twice");
      }
    }

    @Override
    public void nonza(String namespace, String name, NonzaHandler handler) {
      if (nonzas.putIfAbsent(new NonzaName(namespace, name), handler) != null) {
        throw new IllegalStateException("<" + name + " xmlns='" + namespace + "'/> is taken twice");
      }
    }

    @Override
    public void holding(HoldRule rule) {
      if (holding != null) {
        throw new IllegalStateException("there are two rules of what may wait");
      }
      holding = rule;
    }

    @Override
    public void liveness(Element payload) {
      if (liveness == null) {
        liveness = payload;
      }
    }

    @Override
    public void bound(BoundHandler handler) {
      bound.add(handler);
    }

    @Override
    public void availability(AvailabilityListener listener) {
      availability.add(listener);
    }

    @Override
    public void sessions(SessionListener listener) {
      sessions.add(listener);
    }

    @Override
    public void schema(Class<?> owner, List<String> resources) {
      schemas.add(new Schema(owner, List.copyOf(resources)));
    }

    @Override
    public void web(String path, WebLimits limits, WebHandler handler) {
      if (!path.startsWith("/") || !path.endsWith("/")) {
        throw new IllegalStateException(path + " must begin and end with /");
      }
      for (WebPath other : webPaths) {
        if (path.startsWith(other.path()) || other.path().startsWith(path)) {
          throw new IllegalStateException("web path " + path + " is answered twice");
        }
      }
      webPaths.add(new WebPath(path, limits, handler));
    }

    @Override
    public void tcp(int port, int connections, int connectionsPerAddress, SocketHandler handler) {
      tcpPorts.add(new TcpPort(port, connections, connectionsPerAddress, handler));
    }

    @Override
    public void every(Duration period, Runnable work) {
      periodic.add(new Periodic(period, work));
    }
  }
}
