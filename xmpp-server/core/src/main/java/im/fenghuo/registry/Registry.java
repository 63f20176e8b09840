package im.fenghuo.registry;

import im.fenghuo.api.Account;
import im.fenghuo.api.AccountPart;
import im.fenghuo.api.BindHandler;
import im.fenghuo.api.BindQuery;
import im.fenghuo.api.BoundHandler;
import im.fenghuo.api.HoldRule;
import im.fenghuo.api.Iq;
import im.fenghuo.api.IqHandler;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.MessageHandler;
import im.fenghuo.api.NonzaHandler;
import im.fenghuo.api.Presence;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.ReleaseListener;
import im.fenghuo.api.Session;
import im.fenghuo.api.SocketHandler;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.Xep;
import im.fenghuo.api.entity.EntityHost;
import im.fenghuo.api.web.WebHandler;
import im.fenghuo.api.web.WebLimits;
import im.fenghuo.api.xml.Element;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Everything that extensions have registered. Filled before the server listens, only read after.
public final class Registry {

  private final ServerDirectory directory;
  private final Registrations made;
  private final Retractions retractions;
  private final List<Xep.Document> documents = new ArrayList<>();

  /// @param domains the domains served here
  /// @param admins the JIDs of administrators
  public Registry(Set<String> domains, Set<Jid> admins, Instant started, String version) {
    this.directory = new ServerDirectory(domains, admins, started, version);
    this.made = new Registrations(directory);
    this.retractions = new Retractions(made.retracting, made.amending);
  }

  /// What a request is called.
  public record RequestName(Iq.Type type, Target target, String namespace, String name) {}

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

  /// What the server knows of itself.
  public ServerDirectory directory() {
    return directory;
  }

  /// Installs an extension.
  ///
  /// @throws IllegalStateException when it registers what another one has
  public void install(Xep xep) {
    documents.add(xep.document());
    xep.install(made);
  }

  /// Installs a part of the core itself.
  ///
  /// @throws IllegalStateException when it registers what another one has
  public void install(Consumer<CoreRegistrar> part) {
    part.accept(made);
  }

  /// Who answers such a request; null for nobody.
  public @Nullable Handler handler(Iq.Type type, Target target, Element payload) {
    String namespace = payload.namespace();
    String name = payload.name();
    Handler handler = made.handlers.get(new RequestName(type, target, namespace, name));
    return handler == null && target.kind() == Target.Kind.SERVICE
        ? made.handlers.get(new RequestName(type, Target.EVERY_SERVICE, namespace, name))
        : handler;
  }

  /// Who brings the entities of a service into memory, or null where it has none.
  public @Nullable EntityHost entities(Target service) {
    return made.entities.get(service);
  }

  /// Who brings the entity with such an address into memory; null where it is none of an entity.
  public @Nullable EntityHost entityHost(Jid address) {
    if (made.entities.isEmpty() || !address.hasLocalpart()) {
      return null;
    }
    Target service = directory.service(address);
    return service == null ? null : made.entities.get(service);
  }

  /// Who takes messages to the server or a service; null for nobody.
  public @Nullable MessageHandler messageHandler(Target target) {
    return made.messageHandlers.get(target);
  }

  /// The stream features of a stage for a domain.
  public List<Element> streamFeatures(Registrar.Stage stage, String domain) {
    List<Element> offered = new ArrayList<>();
    for (Function<String, @Nullable Element> feature :
        made.streamFeatures.getOrDefault(stage, List.of())) {
      Element element = feature.apply(domain);
      if (element != null) {
        offered.add(element);
      }
    }
    return offered;
  }

  /// The hooks that messages pass.
  public Hooks<Message> messages() {
    return made.messages;
  }

  /// The hooks that presences pass.
  public Hooks<Presence> presences() {
    return made.presences;
  }

  /// The hooks that iqs pass.
  public Hooks<Iq> iqs() {
    return made.iqs;
  }

  /// Does what a client has asked to be done with the binding of its resource (XEP-0386), on the
  /// account's loop.
  ///
  /// @return what is said of it in `<bound/>`
  public List<Element> bind(Element feature, Session session) {
    BindHandler handler = made.bindFeatures.get(feature.namespace());
    if (handler == null) {
      return List.of();
    }
    Element answer = handler.bound(feature, session);
    return answer == null ? List.of() : List.of(answer);
  }

  /// What is answered to something that a client has asked together with its resource (XEP-0386).
  /// Blocks.
  ///
  /// @return what is said in `<bound/>`
  /// @throws StanzaException when it cannot be answered
  public List<Element> answer(Element query, Session session) throws StanzaException {
    BindQuery handler = made.bindQueries.get(query.namespace());
    Element answer = handler == null ? null : handler.answer(query, session);
    return answer == null ? List.of() : List.of(answer);
  }

  /// Who takes such a first-level element that is no stanza; null for nobody.
  public @Nullable NonzaHandler nonza(Element element) {
    return made.nonzas.get(new Registrations.NonzaName(element.namespace(), element.name()));
  }

  /// What may wait while a session holds back: nothing, where nobody says so.
  public HoldRule holding() {
    return made.holding == null ? _ -> null : made.holding;
  }

  /// What a silent client is asked, or null where there is no such request.
  public @Nullable Element liveness() {
    return made.liveness;
  }

  /// What is said in `<bound/>` of an account whose resource was bound. Blocks.
  ///
  /// @param archived the number of the last message in its archive then
  public List<Element> bound(Account account, long archived) {
    List<Element> said = new ArrayList<>();
    for (BoundHandler handler : made.bound) {
      Element element = handler.bound(account, archived);
      if (element != null) {
        said.add(element);
      }
    }
    return said;
  }

  /// The namespaces of what can be done with the binding of a resource.
  public Set<String> bindFeatures() {
    Set<String> namespaces = new TreeSet<>(made.bindFeatures.keySet());
    namespaces.addAll(made.bindQueries.keySet());
    return namespaces;
  }

  /// Whether a message belongs into the archives of its sender and recipient.
  public boolean isArchived(Message message) {
    return (message.type() == Message.Type.CHAT || message.type() == Message.Type.NORMAL)
        && isWorthArchiving(message);
  }

  /// Whether a message says something that archives keep, whatever its type.
  public boolean isWorthArchiving(Message message) {
    for (Function<Message, @Nullable Boolean> rule : made.archiving) {
      Boolean verdict = rule.apply(message);
      if (verdict != null) {
        return verdict;
      }
    }
    return isLasting(message);
  }

  /// Whether an account wants a message that [#isArchived] in its archive, too.
  public boolean isKept(Account account, Jid peer, Message message) {
    for (BiPredicate<Account, Jid> rule : made.keeping) {
      if (!rule.test(account, peer)) {
        return retractions.of(message) != null;
      }
    }
    return true;
  }

  /// Whether a message says something for whoever comes later, other than a chat state does.
  public boolean isLasting(Message message) {
    for (Element child : message.element().children()) {
      boolean isThread = child.is(Stanza.NAMESPACE, "thread");
      if (!isThread && !made.ephemeral.contains(child.namespace())) {
        return true;
      }
    }
    return false;
  }

  /// Whether a message is something to read.
  public boolean isReadable(Message message) {
    boolean isSaid = message.element().has(Stanza.NAMESPACE, "body");
    for (Function<Message, @Nullable Boolean> rule : made.readable) {
      Boolean verdict = rule.apply(message);
      if (verdict != null && !verdict) {
        return false;
      }
      isSaid |= verdict != null;
    }
    return isSaid;
  }

  /// What a message refers to that lives as long as a message does.
  public List<String> references(Message message) {
    List<String> references = List.of();
    for (Function<Message, List<String>> rule : made.references) {
      List<String> more = rule.apply(message);
      if (!more.isEmpty()) {
        references = new ArrayList<>(references);
        references.addAll(more);
      }
    }
    return references;
  }

  /// Who hears what no message refers to any more.
  public List<ReleaseListener> released() {
    return made.released;
  }

  /// What messages take back.
  public Retractions retractions() {
    return retractions;
  }

  /// What is kept of each account.
  public List<AccountPart> accountParts() {
    return List.copyOf(made.accountParts);
  }

  /// The states that are loaded with each account.
  public Map<Account.Key<?>, Account.Loader<?>> accountStates() {
    return made.accountStates;
  }

  /// Who hears of presence.
  public List<Registrar.AvailabilityListener> availability() {
    return made.availability;
  }

  /// Who hears of sessions.
  public List<Registrar.SessionListener> sessions() {
    return made.sessions;
  }

  /// The tables of extensions, in the order of installation.
  public List<Schema> schemas() {
    return made.schemas;
  }

  /// The paths of the web server that extensions answer.
  public List<WebPath> webPaths() {
    return made.webPaths;
  }

  /// The TCP ports that extensions serve.
  public List<TcpPort> tcpPorts() {
    return made.tcpPorts;
  }

  /// What extensions want done again and again.
  public List<Periodic> periodic() {
    return made.periodic;
  }

  /// The documents that are implemented, by number.
  public List<Xep.Document> documents() {
    return documents;
  }

  /// The names of all requests that are answered.
  public Set<RequestName> requests() {
    return Collections.unmodifiableSet(made.handlers.keySet());
  }
}
