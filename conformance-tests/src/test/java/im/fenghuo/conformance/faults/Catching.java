package im.fenghuo.conformance.faults;

import im.fenghuo.conformance.xml.XmlElement;
import java.util.Optional;

/// How a device reads in the archive what it has missed (XEP-0313), page by page.
final class Catching {

  private static final String MAM = "urn:xmpp:mam:2";

  private final Sight sight;
  private final String device;
  private String query = "";
  private Optional<String> after = Optional.empty();
  private int queries;

  Catching(Sight sight, String device) {
    this.sight = sight;
    this.device = device;
  }

  /// Asks for what comes after the last message that is shown.
  String begin() {
    after = sight.last().map(Seen::id);
    return ask();
  }

  private String ask() {
    queries++;
    query = "catching-" + queries;
    String cursor = after.map(last -> "<after>" + last + "</after>").orElse("");
    return ("<iq type='set' id='%s'><query xmlns='%s' queryid='%s'>"
            + "<set xmlns='http://jabber.org/protocol/rsm'><max>20</max>%s</set></query></iq>")
        .formatted(query, MAM, query, cursor);
  }

  /// Whether it is one of the archive's.
  boolean takes(XmlElement message) {
    Optional<XmlElement> result = message.child(MAM, "result");
    result
        .filter(each -> each.attribute("queryid").equals(Optional.of(query)))
        .ifPresent(this::take);
    return result.isPresent();
  }

  private void take(XmlElement result) {
    String id = result.attribute("id").orElseThrow();
    after = Optional.of(id);
    Seen found =
        result
            .child("urn:xmpp:forward:0", "forwarded")
            .flatMap(forwarded -> forwarded.child("jabber:client", "message"))
            .map(message -> Seen.found(id, message))
            .orElseThrow();
    if (!found.isFrom(device)) {
      sight.fetched(found);
    }
  }

  /// Takes the end of a page.
  ///
  /// @return what to ask next
  Optional<String> answered(XmlElement iq) {
    if (!iq.attribute("id").equals(Optional.of(query))) {
      return Optional.empty();
    }
    boolean isComplete =
        iq.child(MAM, "fin")
            .flatMap(fin -> fin.attribute("complete"))
            .filter("true"::equals)
            .isPresent();
    if (isComplete) {
      sight.upToDate();
      return Optional.empty();
    }
    return Optional.of(ask()); // the next page, or the same if storage did not answer
  }
}
