package im.fenghuo.api;

import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.XmlParser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// Takes registrations and plays the server with them: requests are answered, messages pass the
/// hooks, one extension at a time or several together.
public final class TestRegistrar implements Registrar, Directory {

  private record Name(Iq.Type type, Target target, String namespace, String name) {}

  private final Map<Name, IqHandler> handlers = new HashMap<>();
  private final Map<Target, Set<String>> features = new HashMap<>();
  private final Map<Target, List<Identity>> identities = new HashMap<>();
  private final Map<Target, List<Element>> forms = new HashMap<>();
  private final Map<Target, List<NodeHandler>> nodes = new HashMap<>();
  private final Map<Target, MessageHandler> messageHandlers = new HashMap<>();
  private final Map<Stage, List<Element>> streamFeatures = new HashMap<>();
  private final Map<String, List<Hook<? extends Stanza>>> hooks = new HashMap<>();
  private final List<Function<Message, Boolean>> archiving = new ArrayList<>();
  private final Set<String> ephemeral = new HashSet<>();
  private final Map<String, BindHandler> bindFeatures = new HashMap<>();
  private final List<BoundHandler> bound = new ArrayList<>();
  private final List<Element> liveness = new ArrayList<>();
  private final Map<Account.Key<?>, Account.Loader<?>> states = new HashMap<>();

  /// Registers an extension.
  public TestRegistrar install(Xep xep) {
    xep.install(this);
    return this;
  }

  /// Loads the states of an account.
  @SuppressWarnings("unchecked") // key and loader were registered together
  public TestAccount load(TestAccount account) {
    states.forEach(
        (key, loader) -> account.set((Account.Key<Object>) key, loader.load(account.id())));
    return account;
  }

  /// The answer to a request of one of an account's sessions to the server, a service or the
  /// account.
  public Iq ask(TestSession session, Target target, String iq) {
    Jid to = target.kind() == Target.Kind.SERVICE ? Jid.parse(target.address("localhost")) : null;
    return answer(target, iq(iq).withAddresses(session.jid(), to), session.account(), session);
  }

  /// Hands a message to the server or a service.
  public void send(Target target, Message message) throws StanzaException {
    messageHandlers.get(target).handle(message);
  }

  /// The answer to a request of somebody else to an account.
  public Iq askAs(String from, Account account, String iq) {
    return answer(
        Target.ACCOUNT, iq(iq).withAddresses(Jid.parse(from), account.jid()), account, null);
  }

  /// The answer to a request before authentication, or to nobody.
  public Iq ask(Target target, String iq) {
    return answer(target, iq(iq), null, null);
  }

  private static Iq iq(String xml) {
    try {
      return Iq.of(XmlParser.create().parse(xml));
    } catch (StanzaException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private Iq answer(Target target, Iq iq, Account account, Session session) {
    Element payload = iq.payload();
    IqHandler handler =
        handlers.get(new Name(iq.type(), target, payload.namespace(), payload.name()));
    if (handler == null && target.kind() == Target.Kind.SERVICE) {
      return answer(Target.EVERY_SERVICE, iq, account, session); // as the registry does
    }
    try {
      if (handler == null) {
        throw new StanzaException(Condition.SERVICE_UNAVAILABLE, "nobody answers");
      }
      return iq.result(handler.handle(new TestRequest(iq, account, session)));
    } catch (StanzaException e) {
      return iq.error(e);
    }
  }

  /// Passes a stanza through hooks, as `"message sent"` or `"iq received"`.
  @SuppressWarnings("unchecked") // hooks are kept by kind of stanza
  public <S extends Stanza> Verdict<S> pass(String way, Phase phase, S stanza, Route route) {
    S current = stanza;
    for (Hook<? extends Stanza> hook : hooks.getOrDefault(way + phase, List.of())) {
      Verdict<S> verdict = ((Hook<S>) hook).apply(current, route);
      if (!(verdict instanceof Verdict.Pass<S>(S passed))) {
        return verdict;
      }
      current = passed;
    }
    return new Verdict.Pass<>(current);
  }

  /// Asks for a feature of Bind 2.
  public Element bind(Element request, Session session) {
    return bindFeatures.get(request.namespace()).bound(request, session);
  }

  /// What silent clients are asked.
  public List<Element> liveness() {
    return liveness;
  }

  /// What is said of an account when a resource is bound.
  public List<Element> bound(Account account, long archived) {
    return bound.stream()
        .map(handler -> handler.bound(account, archived))
        .filter(Objects::nonNull)
        .toList();
  }

  public List<Element> streamFeatures(Stage stage) {
    return streamFeatures.getOrDefault(stage, List.of());
  }

  public Set<String> ephemeral() {
    return ephemeral;
  }

  /// What the first rule that has an opinion says of a message, or null.
  public Boolean isArchived(Message message) {
    for (Function<Message, Boolean> rule : archiving) {
      Boolean verdict = rule.apply(message);
      if (verdict != null) {
        return verdict;
      }
    }
    return null;
  }

  @Override
  public void feature(Target target, String namespace) {
    features.computeIfAbsent(target, _ -> new TreeSet<>()).add(namespace);
  }

  @Override
  public void identity(Target target, Identity identity) {
    identities.computeIfAbsent(target, _ -> new ArrayList<>()).add(identity);
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
  public void streamFeature(Stage stage, Function<String, Element> feature) {
    streamFeatures.computeIfAbsent(stage, _ -> new ArrayList<>()).add(feature.apply("localhost"));
  }

  @Override
  public void iq(Iq.Type type, Target target, String namespace, String name, IqHandler handler) {
    handlers.put(new Name(type, target, namespace, name), handler);
  }

  @Override
  public void quickIq(
      Iq.Type type, Target target, String namespace, String name, IqHandler handler) {
    iq(type, target, namespace, name, handler);
  }

  @Override
  public void message(Target target, MessageHandler handler) {
    messageHandlers.put(target, handler);
  }

  private void hook(String way, Phase phase, Hook<? extends Stanza> hook) {
    hooks.computeIfAbsent(way + phase, _ -> new ArrayList<>()).add(hook);
  }

  @Override
  public void messageSent(Phase phase, Hook<Message> hook) {
    hook("message sent", phase, hook);
  }

  @Override
  public void messageReceived(Phase phase, Hook<Message> hook) {
    hook("message received", phase, hook);
  }

  @Override
  public void presenceSent(Phase phase, Hook<Presence> hook) {
    hook("presence sent", phase, hook);
  }

  @Override
  public void presenceReceived(Phase phase, Hook<Presence> hook) {
    hook("presence received", phase, hook);
  }

  @Override
  public void iqSent(Phase phase, Hook<Iq> hook) {
    hook("iq sent", phase, hook);
  }

  @Override
  public void iqReceived(Phase phase, Hook<Iq> hook) {
    hook("iq received", phase, hook);
  }

  @Override
  public void archiving(Function<Message, Boolean> rule) {
    archiving.add(rule);
  }

  @Override
  public void ephemeral(String namespace) {
    ephemeral.add(namespace);
  }

  @Override
  public <T> void accountState(Account.Key<T> key, Account.Loader<T> loader) {
    states.put(key, loader);
  }

  @Override
  public void liveness(Element payload) {
    liveness.add(payload);
  }

  @Override
  public void bound(BoundHandler handler) {
    bound.add(handler);
  }

  @Override
  public void bindFeature(String namespace, BindHandler handler) {
    bindFeatures.put(namespace, handler);
  }

  @Override
  public void availability(AvailabilityListener listener) {}

  @Override
  public void sessions(SessionListener listener) {}

  @Override
  public void schema(Class<?> owner, List<String> resources) {
    for (String resource : resources) {
      if (owner.getResource(resource) == null) {
        throw new IllegalArgumentException("no resource " + resource + " beside " + owner);
      }
    }
  }

  @Override
  public Set<String> domains() {
    return Set.of("localhost");
  }

  @Override
  public Set<Jid> admins() {
    return Set.of();
  }

  @Override
  public Instant started() {
    return Instant.EPOCH;
  }

  @Override
  public String version() {
    return "1.2.3";
  }

  @Override
  public Target target(Jid address) {
    if (address.equals(Jid.parse("localhost"))) {
      return Target.SERVER;
    }
    for (Target service : services()) {
      if (address.toString().equals(service.address("localhost"))) {
        return service;
      }
    }
    return null;
  }

  @Override
  public List<Target> services() {
    return identities.keySet().stream()
        .filter(target -> target.kind() == Target.Kind.SERVICE)
        .sorted(Comparator.comparing(Target::label))
        .toList();
  }

  @Override
  public List<Identity> identities(Target target) {
    return identities.getOrDefault(target, List.of());
  }

  @Override
  public List<String> features(Target target) {
    Set<String> announced = new TreeSet<>(features.getOrDefault(target, Set.of()));
    if (target.kind() == Target.Kind.SERVICE) {
      announced.addAll(features.getOrDefault(Target.EVERY_SERVICE, Set.of()));
    }
    return List.copyOf(announced);
  }

  @Override
  public List<NodeHandler> nodes(Target target) {
    return nodes.getOrDefault(target, List.of());
  }

  @Override
  public List<Element> forms(Target target) {
    return forms.getOrDefault(target, List.of());
  }
}
