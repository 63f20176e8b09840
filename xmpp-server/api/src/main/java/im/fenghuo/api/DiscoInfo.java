package im.fenghuo.api;

import im.fenghuo.api.xml.Element;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What service discovery says of an entity or a node (XEP-0030 §3, XEP-0128).
public record DiscoInfo(
    List<Registrar.Identity> identities, List<String> features, List<Element> forms) {

  /// The namespace of requests and answers.
  public static final String NAMESPACE = "http://jabber.org/protocol/disco#info";

  public DiscoInfo {
    identities = List.copyOf(identities);
    features = List.copyOf(features);
    forms = List.copyOf(forms);
  }

  /// All that was registered for a target.
  public static DiscoInfo of(Directory directory, Target target) {
    return new DiscoInfo(
        directory.identities(target), directory.features(target), directory.forms(target));
  }

  /// The answer to a request.
  ///
  /// @param node as in the request
  public Element toElement(@Nullable String node) {
    Element.Builder query = Element.of(NAMESPACE, "query").attribute("node", node);
    for (Registrar.Identity identity : identities) {
      query.child(
          Element.of(NAMESPACE, "identity")
              .attribute("category", identity.category())
              .attribute("type", identity.type())
              .attribute("name", identity.name().isEmpty() ? null : identity.name())
              .build());
    }
    for (String feature : features) {
      query.child(Element.of(NAMESPACE, "feature").attribute("var", feature).build());
    }
    return query.children(forms).build();
  }
}
