package im.fenghuo.conformance.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import im.fenghuo.conformance.xml.XmlElement;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// What a client of a play says it can do (XEP-0115): its features are in the node that it
/// announces, as in `urn:fenghuo:client?urn:x,urn:y+notify`, so it answers by itself when the
/// server asks.
public final class Disclosure {

  /// How the node begins.
  public static final String NODE = "urn:fenghuo:client?";

  private static final String DISCO = "http://jabber.org/protocol/disco#info";

  private Disclosure() {}

  /// The verification string of a client with these features (§5.1).
  public static String hash(List<String> features) {
    StringBuilder text = new StringBuilder("client/pc//<");
    features.stream().sorted().forEach(feature -> text.append(feature).append('<'));
    try {
      byte[] hash = MessageDigest.getInstance("SHA-1").digest(text.toString().getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  /// The answer, if a stanza is such a question.
  static Optional<String> answer(XmlElement stanza) {
    Optional<String> node = stanza.child(DISCO, "query").flatMap(query -> query.attribute("node"));
    boolean isAsked =
        stanza.isNamed("iq")
            && stanza.attribute("type").orElse("").equals("get")
            && node.orElse("").startsWith(NODE);
    if (!isAsked) {
      return Optional.empty();
    }
    String announced = node.orElseThrow().substring(NODE.length());
    int hash = announced.lastIndexOf('#');
    StringBuilder features = new StringBuilder();
    for (String feature : announced.substring(0, hash).split(",", -1)) {
      features.append("<feature var='").append(feature).append("'/>");
    }
    return Optional.of(
        "<iq type='result' id='%s' to='%s'><query xmlns='%s' node='%s'><identity category='client' type='pc'/>%s</query></iq>"
            .formatted(
                stanza.attribute("id").orElse(""),
                stanza.attribute("from").orElse(""),
                DISCO,
                node.orElseThrow(),
                features));
  }
}
