package im.fenghuo.xep;

import im.fenghuo.api.Account;
import im.fenghuo.api.Condition;
import im.fenghuo.api.Directory;
import im.fenghuo.api.Iq;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.NodeHandler;
import im.fenghuo.api.Phase;
import im.fenghuo.api.Presence;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Route;
import im.fenghuo.api.Session;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.TestAccount;
import im.fenghuo.api.TestRequest;
import im.fenghuo.api.TestSession;
import im.fenghuo.api.Verdict;
import im.fenghuo.api.Xep;
import im.fenghuo.api.entity.Entity;
import im.fenghuo.api.entity.EntityLane;
import im.fenghuo.api.web.WebAnswer;
import im.fenghuo.api.web.WebRequest;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.XmlParser;
import im.fenghuo.registry.Hooks;
import im.fenghuo.registry.Registry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/// Plays the server with what extensions have registered: requests are answered, messages pass the
/// hooks, one extension at a time or several together.
public final class TestServer {

  private final Registry registry =
      new Registry(
          Set.of("localhost"), Set.of(Jid.parse("admin@localhost")), Instant.EPOCH, "1.2.3");

  /// Registers an extension.
  public TestServer install(Xep xep) {
    registry.install(xep);
    return this;
  }

  /// Registers something else.
  public TestServer register(Consumer<Registrar> registration) {
    registry.install(registration::accept);
    return this;
  }

  /// Says where the data directory is.
  public TestServer dataAt(Path directory) {
    registry.directory().dataAt(directory);
    return this;
  }

  /// The answer to a request by HTTP to a registered path.
  public WebAnswer web(String path, WebRequest request) throws IOException {
    for (Registry.WebPath web : registry.webPaths()) {
      if (web.path().equals(path)) {
        return web.handler().handle(request);
      }
    }
    throw new IllegalArgumentException("nobody answers " + path);
  }

  /// Makes an entity of a service.
  ///
  /// @param lane such as a [im.fenghuo.api.entity.TestEntityLane]
  public Entity entity(Target service, String jid, EntityLane lane) throws StanzaException {
    return Objects.requireNonNull(registry.entities(service)).load(Jid.parse(jid), lane);
  }

  /// The ports that are to be served.
  public List<Registry.TcpPort> tcpPorts() {
    return registry.tcpPorts();
  }

  /// Does once what is done again and again.
  public void passTime() {
    registry.periodic().forEach(periodic -> periodic.work().run());
  }

  /// What the server knows of itself.
  public Directory directory() {
    return registry.directory();
  }

  /// Loads the states of an account.
  @SuppressWarnings("unchecked") // key and loader were registered together
  public TestAccount load(TestAccount account) {
    registry
        .accountStates()
        .forEach(
            (key, loader) -> account.set((Account.Key<Object>) key, loader.load(account.id())));
    return account;
  }

  /// The answer to a request of one of an account's sessions to the server, a service or the
  /// account.
  public Iq ask(TestSession session, Target target, String iq) {
    Jid to = target.kind() == Target.Kind.SERVICE ? Jid.parse(target.address("localhost")) : null;
    return answer(target, iq(iq).withAddresses(session.jid(), to), session.account(), session);
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
    Registry.Handler handler = registry.handler(iq.type(), target, iq.payload());
    try {
      if (handler == null) {
        throw new StanzaException(Condition.SERVICE_UNAVAILABLE, "nobody answers");
      }
      return iq.result(handler.handler().handle(new TestRequest(iq, account, session)));
    } catch (StanzaException e) {
      return iq.error(e);
    }
  }

  /// Hands a message to the server or a service.
  public void send(Target target, Message message) throws StanzaException {
    Objects.requireNonNull(registry.messageHandler(target)).handle(message);
  }

  /// Passes a stanza that a session sends through hooks.
  public <S extends Stanza> Verdict<S> sent(Phase phase, S stanza, Route route) {
    return verdict(() -> hooks(stanza).sent(phase, stanza, route));
  }

  /// Passes a stanza that an account receives through hooks.
  public <S extends Stanza> Verdict<S> received(Phase phase, S stanza, Route route) {
    return verdict(() -> hooks(stanza).received(phase, stanza, route));
  }

  private interface Passage<S> {
    S pass() throws StanzaException;
  }

  private static <S extends Stanza> Verdict<S> verdict(Passage<S> passage) {
    try {
      S passed = passage.pass();
      return passed == null ? new Verdict.Drop<>("") : new Verdict.Pass<>(passed);
    } catch (StanzaException e) {
      return new Verdict.Bounce<>(e);
    }
  }

  @SuppressWarnings("unchecked") // hooks are kept by kind of stanza
  private <S extends Stanza> Hooks<S> hooks(S stanza) {
    return (Hooks<S>)
        switch (stanza) {
          case Message _ -> registry.messages();
          case Presence _ -> registry.presences();
          case Iq _ -> registry.iqs();
        };
  }

  /// What is said of a feature of Bind 2 that a client asks for.
  public List<Element> bind(Element request, Session session) {
    return registry.bind(request, session);
  }

  /// What is answered to a question of Bind 2.
  public List<Element> answer(Element query, Session session) throws StanzaException {
    return registry.answer(query, session);
  }

  /// Takes an element that is no stanza from a client.
  public void nonza(Element nonza, Session session) {
    Objects.requireNonNull(registry.nonza(nonza)).received(nonza, session);
  }

  /// Another stream carries on with a session.
  public void resumed(Session session) {
    registry.sessions().forEach(each -> each.resumed(session));
  }

  /// What is said of an account when a resource is bound.
  public List<Element> bound(Account account, long archived) {
    return registry.bound(account, archived);
  }

  /// What silent clients are asked, or null.
  public Element liveness() {
    return registry.liveness();
  }

  public List<Element> streamFeatures(Registrar.Stage stage) {
    return registry.streamFeatures(stage, "localhost");
  }

  /// Whether an account's archive keeps what it exchanges with somebody.
  public boolean isKept(Account account, Jid peer) throws StanzaException {
    Message message = Message.of(Element.of(Stanza.NAMESPACE, "message").build());
    return registry.isKept(account, peer, message);
  }

  public boolean isArchived(Message message) {
    return registry.isArchived(message);
  }

  public boolean isReadable(Message message) {
    return registry.isReadable(message);
  }

  public List<String> features(Target target) {
    return registry.directory().features(target);
  }

  public List<NodeHandler> nodes(Target target) {
    return registry.directory().nodes(target);
  }

  public List<Element> forms(Target target) {
    return registry.directory().forms(target);
  }
}
