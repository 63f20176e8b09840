package im.fenghuo.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Brings one client online: TLS, authentication, resource, roster, presence.
///
/// Online means that the roster has arrived and the server has echoed our own presence (RFC 6121
/// §4.2.2).
final class Login implements ClientStream.Reader {

  /// Hears how it went; exactly one of the two is called.
  interface Outcome {
    /// The client is online; from now on the stream's reader is the caller's to set.
    void online(ClientStream stream);

    /// It is not, and the connection is gone.
    void failed(String reason);
  }

  private enum Step {
    FEATURES,
    PROCEED,
    AUTHENTICATING,
    BINDABLE,
    BINDING,
    SETTLING
  }

  private static final String SASL = "urn:ietf:params:xml:ns:xmpp-sasl";
  private static final String SASL2 = "urn:xmpp:sasl:2";
  private static final String ONLINE_REQUESTS =
      "<iq type='get' id='roster'><query xmlns='jabber:iq:roster'/></iq><presence/>";

  private final ClientLoop loop;
  private final TargetOptions target;
  private final Account account;
  private final Outcome outcome;
  private Step step = Step.FEATURES;
  private boolean secured;
  private boolean rosterArrived;
  private boolean presenceEchoed;
  private @Nullable SaslExchange exchange;

  private Login(ClientLoop loop, Account account, Outcome outcome) {
    this.loop = loop;
    this.target = loop.server().target();
    this.account = account;
    this.outcome = outcome;
  }

  /// Connects and logs in; the outcome is reported on the loop.
  static void start(ClientLoop loop, Account account, Outcome outcome) {
    loop.connect(new Login(loop, account, outcome));
  }

  @Override
  public void connected(ClientStream stream) {
    loop.logins().watch(stream);
    if (isPipelined()) {
      step = Step.AUTHENTICATING;
      stream.send(headerFromUs(stream));
      authenticate2(stream, new SaslExchange.HashedToken(account, account.token().orElseThrow()));
    } else {
      stream.open();
    }
  }

  /// With a token from an earlier login nothing has to be learned from the server first.
  private boolean isPipelined() {
    return target.signIn() == SignIn.FAST
        && account.token().isPresent()
        && (target.tls() != Tls.STARTTLS || secured);
  }

  /// XEP-0484 §4.1: whoever uses a token names itself in the stream header.
  private String headerFromUs(ClientStream stream) {
    return stream
        .header()
        .replace(
            "<stream:stream ",
            "<stream:stream from='" + account.user() + "@" + target.domain() + "' ");
  }

  @Override
  public void received(ClientStream stream, Stanza stanza) {
    try {
      switch (step) {
        case FEATURES -> features(stream, stanza);
        case PROCEED -> proceed(stream, stanza);
        case AUTHENTICATING -> authenticating(stream, stanza);
        case BINDABLE -> bind(stream, stanza);
        case BINDING -> bound(stream, stanza);
        case SETTLING -> settle(stream, stanza);
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      stream.cut("while " + step + ": " + e.getMessage());
    }
  }

  private void features(ClientStream stream, Stanza stanza) {
    if (!stanza.is("stream:features")) {
      unexpected(stream, stanza);
      return;
    }
    if (target.tls() == Tls.STARTTLS && !secured) {
      step = Step.PROCEED;
      stream.send("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
      return;
    }
    Mechanism mechanism =
        Mechanism.offered(stanza, target.mechanism())
            .orElseThrow(
                () -> new IllegalArgumentException("no usable mechanism in " + stanza.excerpt()));
    step = Step.AUTHENTICATING;
    if (target.signIn() == SignIn.CLASSIC) {
      authenticate(stream, SaslExchange.of(mechanism, account));
    } else if (stanza.contains(SASL2)) {
      authenticate2(stream, SaslExchange.of(mechanism, account));
    } else {
      throw new IllegalArgumentException("the server does not offer SASL2: " + stanza.excerpt());
    }
  }

  private void proceed(ClientStream stream, Stanza stanza) {
    if (!stanza.is("proceed")) {
      unexpected(stream, stanza);
      return;
    }
    secured = true;
    step = Step.FEATURES;
    stream.startTls(loop.server().tls().get());
  }

  private void authenticate(ClientStream stream, SaslExchange chosen) {
    exchange = chosen;
    stream.send(
        "<auth xmlns='"
            + SASL
            + "' mechanism='"
            + chosen.mechanism()
            + "'>"
            + base64(chosen.first())
            + "</auth>");
  }

  /// XEP-0388 §2.3, with XEP-0386 and, where asked for, XEP-0484 inline.
  private void authenticate2(ClientStream stream, SaslExchange chosen) {
    exchange = chosen;
    String client = UUID.nameUUIDFromBytes(account.user().getBytes(UTF_8)).toString();
    String fast =
        target.signIn() != SignIn.FAST
            ? ""
            : chosen instanceof SaslExchange.HashedToken
                ? "<fast xmlns='urn:xmpp:fast:0'/>"
                : "<request-token xmlns='urn:xmpp:fast:0' mechanism='"
                    + SaslExchange.HashedToken.MECHANISM
                    + "'/>";
    stream.send(
        "<authenticate xmlns='"
            + SASL2
            + "' mechanism='"
            + chosen.mechanism()
            + "'><initial-response>"
            + base64(chosen.first())
            + "</initial-response><user-agent id='"
            + client
            + "'><software>bench</software></user-agent><bind xmlns='urn:xmpp:bind:0'><tag>"
            + target.resource()
            + "</tag></bind>"
            + fast
            + "</authenticate>");
  }

  private void authenticating(ClientStream stream, Stanza stanza) throws GeneralSecurityException {
    SaslExchange current = exchange;
    if (current == null || stanza.is("stream:features")) {
      return; // pipelined: the server's features arrive after our first words
    }
    boolean classic = target.signIn() == SignIn.CLASSIC;
    if (stanza.is("challenge")) {
      String response = base64(current.answer(unbase64(stanza.textOf("challenge"))));
      stream.send("<response xmlns='" + (classic ? SASL : SASL2) + "'>" + response + "</response>");
    } else if (stanza.is("success")) {
      String proof = classic ? stanza.textOf("success") : stanza.textOf("additional-data");
      if (!current.isServerProven(unbase64(proof))) {
        throw new GeneralSecurityException("the server could not prove that it knows the secret");
      }
      if (classic) {
        step = Step.BINDABLE;
        stream.open();
      } else {
        bound2(stream, stanza);
      }
    } else {
      unexpected(stream, stanza);
    }
  }

  private void bind(ClientStream stream, Stanza stanza) {
    if (!stanza.is("stream:features")) {
      unexpected(stream, stanza);
      return;
    }
    step = Step.BINDING;
    stream.send(
        "<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>"
            + target.resource()
            + "</resource></bind></iq>");
  }

  private void bound(ClientStream stream, Stanza stanza) {
    if (!stanza.attributeIs("id", "bind") || !stanza.attributeIs("type", "result")) {
      unexpected(stream, stanza);
      return;
    }
    goOnline(stream);
  }

  private void bound2(ClientStream stream, Stanza success) {
    if (!success.contains("<bound")) {
      unexpected(stream, success);
      return;
    }
    int token = success.find("<token", success.start());
    if (token >= 0) {
      new Stanza(success.bytes(), token, success.end())
          .attribute("token")
          .ifPresent(account::remember);
    }
    goOnline(stream);
  }

  private void goOnline(ClientStream stream) {
    step = Step.SETTLING;
    stream.send(ONLINE_REQUESTS);
  }

  private void settle(ClientStream stream, Stanza stanza) {
    if (stanza.is("iq") && stanza.attributeIs("id", "roster")) {
      rosterArrived = true;
    } else if (stanza.is("presence") && !stanza.attributeIs("type", "error")) {
      presenceEchoed = true;
    }
    if (rosterArrived && presenceEchoed) {
      loop.logins().done(stream);
      outcome.online(stream);
    }
  }

  private void unexpected(ClientStream stream, Stanza stanza) {
    stream.cut("while " + step + ": unexpected " + stanza.excerpt());
  }

  @Override
  public void closed(ClientStream stream, String reason) {
    loop.logins().done(stream);
    outcome.failed(reason);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] unbase64(String text) {
    return Base64.getDecoder().decode(text);
  }
}
