package im.fenghuo.stream;

import im.fenghuo.api.Condition;
import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Iq;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.Namespaces;
import im.fenghuo.api.xml.StreamErrorCondition;
import im.fenghuo.api.xml.XmlException;
import im.fenghuo.lane.Lane;
import im.fenghuo.registry.Registry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What happens on a client's stream until its resource is bound (RFC 6120 §4.3, §5 to §7): plain
/// steps in the stream's lane, one after the other. Dropped when done.
final class Negotiation {

  private static final Logger LOG = LoggerFactory.getLogger(Negotiation.class);
  private static final int MAX_WAITING = 16;
  private static final String FAILED = "the server failed here";
  private static final String TLS = "urn:ietf:params:xml:ns:xmpp-tls";

  private final ClientStream stream;
  private final StreamContext context;
  private final StreamServices services;
  private final Transport transport;
  private final Lane lane;
  private final Binding binding;

  private String domain = "";
  private @Nullable Authentication authentication;
  private @Nullable Jid account;
  private boolean abandoned;

  /// Whether the client is to open the stream next, for the first time or anew.
  private boolean headerExpected = true;

  Negotiation(ClientStream stream, StreamContext context, Transport transport) {
    this.stream = stream;
    this.context = context;
    this.services = context.services();
    this.transport = transport;
    this.lane = new Lane(context.loop(), services.virtualThreads());
    this.binding = new Binding(stream, services, transport);
  }

  /// The stream has ended.
  void abandon() {
    abandoned = true;
    lane.close();
  }

  void header(StreamHeader header) {
    then(() -> answer(header));
  }

  void element(Element element) {
    then(() -> dispatch(element));
  }

  private void then(Runnable step) {
    if (lane.size() >= MAX_WAITING) {
      stream.fail(StreamErrorCondition.POLICY_VIOLATION, "too much at once before authentication");
      return;
    }
    lane.quick(step);
  }

  private void answer(StreamHeader header) {
    if (abandoned) {
      return;
    }
    if (!headerExpected) {
      // Over a WebSocket or BOSH a client could begin its attempts to authenticate anew so.
      stream.fail(StreamErrorCondition.POLICY_VIOLATION, "the stream is open already");
      return;
    }
    headerExpected = false;
    String to = host(header);
    boolean isKnown = services.settings().domains().contains(to);
    transport.open(
        isKnown ? to : services.settings().mainDomain(), header.from(), services.newId());
    try {
      header.require(Namespaces.CLIENT);
    } catch (XmlException e) {
      stream.fail(e.condition(), String.valueOf(e.getMessage()));
      return;
    }
    if (!isKnown) {
      stream.fail(
          StreamErrorCondition.HOST_UNKNOWN,
          header.to() == null
              ? "the stream must say a domain in 'to'"
              : "'" + header.to() + "' is not served here");
      return;
    }
    if (account != null && !account.domainpart().equals(to)) {
      stream.fail(StreamErrorCondition.HOST_UNKNOWN, "the stream was opened to " + domain);
      return;
    }
    domain = to;
    if (account == null) {
      authentication =
          services.authentications().begin(domain, localpart(header.from()), transport);
    }
    transport.send(features());
  }

  /// The domain that the stream is opened to, prepared; a header without one gets `host-unknown`.
  private static String host(StreamHeader header) {
    String to = header.to();
    if (to == null) {
      return "";
    }
    try {
      Jid jid = Jid.parse(to);
      return jid.isDomain() ? jid.domainpart() : "";
    } catch (InvalidJidException e) {
      return "";
    }
  }

  private @Nullable String localpart(@Nullable String from) {
    if (from == null) {
      return null;
    }
    try {
      Jid jid = Jid.parse(from);
      return jid.isAtDomain(domain) ? jid.localpart() : null;
    } catch (InvalidJidException e) {
      return null;
    }
  }

  /// RFC 6120 §4.3.2, in the order of negotiation.
  private Element features() {
    Element.Builder features = Element.of(Namespaces.STREAM, "features");
    Registry registry = services.registry();
    if (account != null) {
      features
          .child(Element.of(Binding.NAMESPACE, "bind").build())
          .child(SessionFeature.feature())
          .child(StreamManagement.feature())
          .child(limits(services.settings().afterAuthentication()))
          .children(registry.streamFeatures(Registrar.Stage.AFTER_AUTHENTICATION, domain));
      return features.build();
    }
    boolean mustStartTls = mustStartTls();
    if (transport.offersStartTls()) {
      Element.Builder startTls = Element.of(TLS, "starttls");
      if (mustStartTls) {
        startTls.child(Element.of(TLS, "required").build());
      }
      features.child(startTls.build());
    }
    if (!mustStartTls && authentication != null) {
      features
          .children(authentication.features())
          .child(limits(services.settings().beforeAuthentication()))
          .children(registry.streamFeatures(Registrar.Stage.BEFORE_AUTHENTICATION, domain));
    }
    return features.build();
  }

  private Element limits(FramerLimits limits) {
    return StreamLimits.feature(limits.maxBytes(), services.settings().silence().toSeconds());
  }

  private boolean mustStartTls() {
    return transport.offersStartTls() && services.settings().requireTls();
  }

  private void dispatch(Element element) {
    if (abandoned) {
      return;
    }
    if (stream.isBound()) {
      stream.element(element); // it was sent together with the request to bind
      return;
    }
    if (headerExpected) {
      stream.fail(StreamErrorCondition.BAD_FORMAT, "the stream must be opened anew first");
      return;
    }
    if (element.is(TLS, "starttls")) {
      if (transport.offersStartTls() && account == null) {
        headerExpected = true;
        transport.startTls();
      } else {
        transport.send(Element.of(TLS, "failure").build());
        stream.fail(StreamErrorCondition.UNSUPPORTED_FEATURE, "TLS cannot begin here");
      }
      return;
    }
    if (ClientStream.isStanza(element)) {
      stanza(element);
      return;
    }
    if (element.namespace().equals(StreamManagement.NAMESPACE)) {
      manage(element);
      return;
    }
    Authentication authenticating = authentication;
    if (authenticating == null || mustStartTls() || !authenticating.takes(element)) {
      stream.fail(
          mustStartTls()
              ? StreamErrorCondition.POLICY_VIOLATION
              : StreamErrorCondition.UNSUPPORTED_STANZA_TYPE,
          mustStartTls() ? "TLS comes first" : "<" + element.name() + "/> is not expected here");
      return;
    }
    if (authenticating.mayWait(element)) {
      lane.thenBlocking(() -> authenticate(authenticating, element));
    } else {
      authenticate(authenticating, element);
    }
  }

  private void manage(Element element) {
    Jid owner = account;
    if (owner != null && element.name().equals("resume")) {
      lane.thenBlocking(() -> binding.resume(element, owner));
    } else {
      transport.send(
          StreamManagement.failed("unexpected-request", "there is no session to be managed yet"));
    }
  }

  /// Blocks where [Authentication#mayWait] says so.
  private void authenticate(Authentication authenticating, Element element) {
    Authentication.Outcome outcome;
    try {
      outcome = authenticating.handle(element);
    } catch (RuntimeException e) {
      LOG.error("Authentication failed inside", e);
      stream.fail(StreamErrorCondition.INTERNAL_SERVER_ERROR, FAILED);
      return;
    }
    switch (outcome) {
      case Authentication.Say(Element answer) -> transportSend(answer);
      case Authentication.Refuse(Element answer) -> {
        transportSend(answer);
        stream.fail(StreamErrorCondition.POLICY_VIOLATION, "too many failed attempts");
      }
      case Authentication.Done done -> authenticated(done);
      case Authentication.WithInline(Authentication.Inline inline) ->
          binding.inline(inline, this::authenticated, this::online);
    }
  }

  private void transportSend(Element answer) {
    context
        .loop()
        .run(() -> {
          if (!abandoned) {
            transport.send(answer);
          }
        });
  }

  private void online(Jid owner) {
    account = owner;
    transport.send(features());
  }

  private void authenticated(Authentication.Done done) {
    context
        .loop()
        .run(() -> {
          if (abandoned) {
            return;
          }
          account = done.account();
          authentication = null;
          headerExpected = done.restarts();
          transport.send(done.success());
          transport.authenticated(done.restarts());
          if (!done.restarts()) {
            transport.send(features());
          }
        });
  }

  /// A stanza before a resource is bound: only a few requests have a meaning.
  private void stanza(Element element) {
    Iq iq;
    try {
      iq = element.name().equals("iq") ? Iq.of(element) : null;
    } catch (StanzaException e) {
      iq = null;
    }
    if (iq == null || !iq.type().isRequest()) {
      stream.fail(StreamErrorCondition.NOT_AUTHORIZED, "bind a resource before you send stanzas");
      return;
    }
    Iq request = iq;
    Jid owner = account;
    boolean binds =
        request.type() == Iq.Type.SET && request.payload().is(Binding.NAMESPACE, "bind");
    if (owner != null && binds) {
      lane.thenBlocking(() -> binding.bind(request, owner));
      return;
    }
    Registry.Handler handler =
        services.registry().handler(request.type(), Target.STREAM, request.payload());
    if (account != null || handler == null || mustStartTls()) {
      stream.fail(StreamErrorCondition.NOT_AUTHORIZED, "authenticate before you send stanzas");
      return;
    }
    StreamRequest asked = new StreamRequest(request, transport.address(), domain);
    lane.thenBlocking(() -> transportSend(answer(handler, asked)));
  }

  private static Element answer(Registry.Handler handler, StreamRequest asked) {
    try {
      return asked.iq().result(handler.handler().handle(asked)).element();
    } catch (StanzaException e) {
      return asked.iq().error(e).element();
    } catch (RuntimeException e) {
      LOG.error("Handling {} before authentication failed", asked.iq().payload().name(), e);
      return asked.iq().error(failed()).element();
    }
  }

  private static StanzaException failed() {
    return new StanzaException(Condition.INTERNAL_SERVER_ERROR, FAILED);
  }
}
