package im.fenghuo.stream;

import im.fenghuo.api.Jid;
import im.fenghuo.api.xml.Element;
import im.fenghuo.sasl.FastTokens;
import im.fenghuo.sasl.Octets;
import im.fenghuo.sasl.SaslError;
import im.fenghuo.sasl.SaslException;
import im.fenghuo.sasl.ScramUpgrade;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// [XEP-0388](https://xmpp.org/extensions/xep-0388.html): Extensible SASL Profile, with what is
/// negotiated inside of it: Bind 2 (XEP-0386), FAST (XEP-0484) and upgrades (XEP-0480).
final class Sasl2Profile implements SaslProfile {

  static final String NAMESPACE = "urn:xmpp:sasl:2";
  static final String BIND = "urn:xmpp:bind:0";
  static final String FAST = "urn:xmpp:fast:0";
  static final String UPGRADE = "urn:xmpp:sasl:upgrade:0";
  static final String SCRAM_UPGRADE = "urn:xmpp:scram-upgrade:0";

  /// Longer than a UUID, and short enough to be a key.
  private static final int LONGEST_CLIENT = 64;

  /// More than there are tasks.
  private static final int MOST_UPGRADES = 8;

  @Override
  public SaslRequest decode(Element element) throws SaslException {
    return switch (element.name()) {
      case "authenticate" -> begin(element);
      case "response" -> new SaslRequest.Response(SaslProfile.base64(element.text()));
      case "abort" -> new SaslRequest.Abort();
      case "next" ->
          new SaslRequest.Next(Objects.requireNonNullElse(element.attribute("task"), ""));
      case "task-data" -> new SaslRequest.TaskData(element.firstChild());
      default ->
          throw SaslProfile.malformed("<" + element.name() + "/> is not the client's to send");
    };
  }

  private static SaslRequest begin(Element element) throws SaslException {
    String mechanism = element.attribute("mechanism");
    if (mechanism == null) {
      throw new SaslException(SaslError.INVALID_MECHANISM, "no mechanism");
    }
    Element initial = element.child(NAMESPACE, "initial-response");
    Element request = element.child(FAST, "request-token");
    return new SaslRequest.Begin(
        mechanism,
        initial == null ? null : SaslProfile.base64(initial.text()),
        new SaslRequest.Inline(
            client(element),
            element.child(StreamManagement.NAMESPACE, "resume"),
            bind(element.child(BIND, "bind")),
            fast(element.child(FAST, "fast")),
            request == null ? null : request.attribute("mechanism"),
            upgrades(element)));
  }

  private static @Nullable String client(Element authenticate) {
    Element agent = authenticate.child(NAMESPACE, "user-agent");
    String id = agent == null ? null : agent.attribute("id");
    return id == null || id.isEmpty() || id.length() > LONGEST_CLIENT ? null : id;
  }

  private static SaslRequest.@Nullable Bind bind(@Nullable Element bind) {
    if (bind == null) {
      return null;
    }
    Element tag = bind.child(BIND, "tag");
    return new SaslRequest.Bind(
        tag == null ? "" : tag.text(),
        bind.children().stream().filter(child -> !child.namespace().equals(BIND)).toList());
  }

  private static SaslRequest.@Nullable Fast fast(@Nullable Element fast) throws SaslException {
    if (fast == null) {
      return null;
    }
    String count = Objects.requireNonNullElse(fast.attribute("count"), "0");
    if (!count.matches("[0-9]{1,18}")) {
      throw SaslProfile.malformed("'count' must be a number");
    }
    String invalidate = fast.attribute("invalidate");
    return new SaslRequest.Fast(
        Long.parseLong(count), "1".equals(invalidate) || "true".equals(invalidate));
  }

  private static List<String> upgrades(Element authenticate) {
    return authenticate.children().stream()
        .filter(child -> child.is(UPGRADE, "upgrade"))
        .map(child -> child.text().strip())
        .distinct()
        .limit(MOST_UPGRADES)
        .toList();
  }

  @Override
  public Element challenge(Octets data) {
    return Element.of(NAMESPACE, "challenge").text(data.toBase64()).build();
  }

  @Override
  public Element failure(SaslError error, String text) {
    return Element.of(NAMESPACE, "failure")
        .child(Element.of(Sasl1Profile.NAMESPACE, error.element()).build())
        .child("text", text)
        .build();
  }

  /// §2.6.3: authenticated, but there is a task to be done.
  Element proceed(@Nullable Octets data, String task) {
    Element.Builder proceed = Element.of(NAMESPACE, "continue");
    addData(proceed, data);
    return proceed
        .child(Element.of(NAMESPACE, "tasks").child("task", task).build())
        .child("text", "The server asks for keys of another kind.")
        .build();
  }

  private static void addData(Element.Builder parent, @Nullable Octets data) {
    if (data != null) {
      parent.child("additional-data", data.toBase64());
    }
  }

  /// XEP-0480 §3: what the client is to derive its password with.
  Element salt(ScramUpgrade upgrade) {
    return Element.of(NAMESPACE, "task-data")
        .child(
            Element.of(SCRAM_UPGRADE, "salt")
                .attribute("iterations", Integer.toString(upgrade.iterations()))
                .text(upgrade.salt().toBase64())
                .build())
        .build();
  }

  /// §2.6.1. The identity is a full JID where a resource was bound; then `bound` is what was done
  /// with it. `resumption` says what became of a session that was to be resumed.
  Element success(
      @Nullable Octets data,
      Jid identity,
      @Nullable List<Element> bound,
      @Nullable Element resumption,
      FastTokens.@Nullable Issued token) {
    Element.Builder success = Element.of(NAMESPACE, "success");
    addData(success, data);
    success.child("authorization-identifier", identity.toString());
    if (resumption != null) {
      success.child(resumption);
    }
    if (bound != null) {
      success.child(Element.of(BIND, "bound").children(bound).build());
    }
    if (token != null) {
      success.child(
          Element.of(FAST, "token")
              // XEP-0082: whole seconds are enough, and never later than the truth.
              .attribute("expiry", token.expires().truncatedTo(ChronoUnit.SECONDS).toString())
              .attribute("token", token.token())
              .build());
    }
    return success.build();
  }

  /// §2.1.
  ///
  /// @param tokens the mechanisms that take tokens; none, and FAST is not offered
  /// @param bindFeatures the namespaces of what can be enabled together with a resource
  static Element feature(
      List<String> mechanisms,
      List<String> tokens,
      Iterable<String> bindFeatures,
      List<String> upgrades) {
    Element.Builder feature = Element.of(NAMESPACE, "authentication");
    mechanisms.forEach(each -> feature.child("mechanism", each));
    List<Element> inline = new ArrayList<>();
    inline.add(bindFeature(bindFeatures));
    inline.add(StreamManagement.feature());
    if (!tokens.isEmpty()) {
      Element.Builder fast = Element.of(FAST, "fast");
      tokens.forEach(each -> fast.child("mechanism", each));
      inline.add(fast.build());
    }
    feature.child(Element.of(NAMESPACE, "inline").children(inline).build());
    upgrades.forEach(each -> feature.child(Element.of(UPGRADE, "upgrade").text(each).build()));
    return feature.build();
  }

  private static Element bindFeature(Iterable<String> namespaces) {
    Element.Builder inline = Element.of(BIND, "inline");
    inline.child(Element.of(BIND, "feature").attribute("var", StreamManagement.NAMESPACE).build());
    for (String namespace : namespaces) {
      inline.child(Element.of(BIND, "feature").attribute("var", namespace).build());
    }
    return Element.of(BIND, "bind").child(inline.build()).build();
  }
}
