package im.fenghuo.conformance.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import im.fenghuo.conformance.xml.XmlElement;
import im.fenghuo.conformance.xml.XmlReader;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The way from a connection to a bound resource, and to a new account (RFC 6120 §5 to §7,
/// XEP-0077). Everything here blocks.
public final class SignIn {

  private static final String SASL = "urn:ietf:params:xml:ns:xmpp-sasl";
  private static final String TLS = "urn:ietf:params:xml:ns:xmpp-tls";

  /// Those of the mechanisms without channel binding.
  private static final Map<String, String> HASHES =
      Map.of("SCRAM-SHA-1", "SHA-1", "SCRAM-SHA-256", "SHA-256", "SCRAM-SHA-512", "SHA-512");

  private SignIn() {}

  /// Opens the stream, over TLS if the server insists, and returns the features.
  public static XmlElement open(Wire wire) throws IOException, RefusedException {
    XmlElement features = openOnce(wire);
    Optional<XmlElement> starttls = features.child(TLS, "starttls");
    if (starttls.flatMap(tls -> tls.child(TLS, "required")).isEmpty()) {
      return features;
    }
    XmlElement answer = ask(wire, "<starttls xmlns='" + TLS + "'/>");
    if (!answer.isNamed("proceed")) {
      throw new RefusedException("starttls", answer);
    }
    wire.secure();
    return openOnce(wire);
  }

  /// Makes an account by in-band registration, before authentication.
  public static void register(Wire wire, String user, String password)
      throws IOException, RefusedException {
    XmlElement answer =
        ask(
            wire,
            "<iq type='set' id='register'><query xmlns='jabber:iq:register'><username>"
                + user
                + "</username><password>"
                + password
                + "</password></query></iq>");
    if (!answer.attribute("type").equals(Optional.of("result"))) {
      throw new RefusedException("registration", answer);
    }
  }

  /// Authenticates and opens the stream anew.
  public static void authenticate(Wire wire, XmlElement features, String user, String password)
      throws IOException, RefusedException {
    List<String> mechanisms =
        features.child(SASL, "mechanisms").map(XmlElement::children).orElse(List.of()).stream()
            .map(XmlElement::text)
            .toList();
    if (mechanisms.contains("PLAIN")) {
      expectSuccess(ask(wire, auth("PLAIN", encode("\0" + user + "\0" + password))));
    } else {
      String mechanism =
          mechanisms.stream()
              .filter(HASHES::containsKey)
              .findFirst()
              .orElseThrow(() -> new RefusedException("authentication", features));
      scram(
          wire,
          mechanism,
          new Scram(Objects.requireNonNull(HASHES.get(mechanism)), user, password));
    }
    openOnce(wire);
  }

  /// Binds a resource and returns the full JID.
  public static String bind(Wire wire, String resource) throws IOException, RefusedException {
    XmlElement answer =
        ask(
            wire,
            "<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>"
                + resource
                + "</resource></bind></iq>");
    return answer
        .child("urn:ietf:params:xml:ns:xmpp-bind", "bind")
        .flatMap(bind -> bind.child("urn:ietf:params:xml:ns:xmpp-bind", "jid"))
        .map(XmlElement::text)
        .orElseThrow(() -> new RefusedException("binding", answer));
  }

  private static void scram(Wire wire, String mechanism, Scram scram)
      throws IOException, RefusedException {
    XmlElement challenge = ask(wire, auth(mechanism, encode(scram.first())));
    if (!challenge.isNamed("challenge")) {
      throw new RefusedException(mechanism, challenge);
    }
    try {
      String proof = encode(scram.answer(decode(challenge.text()), Optional.empty()).message());
      XmlElement success = ask(wire, "<response xmlns='" + SASL + "'>" + proof + "</response>");
      expectSuccess(success);
      if (!scram.isServerProven(decode(success.text()))) {
        throw new RefusedException(mechanism + " (the server's signature is wrong)", success);
      }
    } catch (GeneralSecurityException impossible) {
      throw new IOException("no " + mechanism + " in this Java", impossible);
    }
  }

  private static void expectSuccess(XmlElement answer) throws RefusedException {
    if (!answer.isNamed("success")) {
      throw new RefusedException("authentication", answer);
    }
  }

  private static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static String decode(String text) {
    return new String(Base64.getDecoder().decode(text), UTF_8);
  }

  private static String auth(String mechanism, String response) {
    return "<auth xmlns='" + SASL + "' mechanism='" + mechanism + "'>" + response + "</auth>";
  }

  private static XmlElement openOnce(Wire wire) throws IOException, RefusedException {
    wire.open();
    Incoming header = wire.read();
    if (!(header instanceof Incoming.Header)) {
      throw new RefusedException("the stream header", header);
    }
    XmlElement features = child(wire, "the stream header");
    if (!features.isNamed("features") || !features.namespace().equals(XmlReader.STREAMS)) {
      throw new RefusedException("the stream header", features);
    }
    return features;
  }

  private static XmlElement ask(Wire wire, String request) throws IOException, RefusedException {
    wire.write(request);
    return child(wire, request);
  }

  private static XmlElement child(Wire wire, String attempt) throws IOException, RefusedException {
    return switch (wire.read()) {
      case Incoming.Child(XmlElement element) -> element;
      case Incoming other -> throw new RefusedException(attempt, other);
    };
  }
}
