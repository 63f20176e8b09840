package im.fenghuo.conformance.scenario;

import im.fenghuo.conformance.xml.XmlElement;
import im.fenghuo.conformance.xml.XmlNode;
import im.fenghuo.conformance.xml.XmlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.namespace.QName;

/// An element as a scenario writes it, to be compared with one that came.
///
/// Attributes that are written must be there, others may. Children that are written must be there,
/// in any order, and no others unless `...` is written, too. Of what a server may add to every
/// stanza, only what is written is looked at.
record Expectation(XmlElement element) {

  private static final Pattern NAME = Pattern.compile("!?\\$[a-z][a-z0-9-]*");
  private static final QName TYPE = new QName("type");

  /// Added by servers: XEP-0359 §3; and to presence XEP-0203 if it is not new, and XEP-0398 §4.
  private static final Map<String, Set<QName>> ADDED =
      Map.of(
          "message",
          Set.of(new QName("urn:xmpp:sid:0", "stanza-id")),
          "presence",
          Set.of(new QName("urn:xmpp:delay", "delay"), new QName("vcard-temp:x:update", "x")));

  /// Whether an element is as expected.
  sealed interface Outcome {
    record Same(Bindings bindings) implements Outcome {}

    record Different(String why) implements Outcome {}
  }

  Outcome compare(XmlElement actual, Bindings bindings) {
    if (!element.name().equals(actual.name())) {
      return different("it is %s, not %s".formatted(actual.name(), element.name()));
    }
    if (element.isNamed("presence")
        && !element.attributes().containsKey(TYPE)
        && actual.attribute("type").isPresent()) {
      return different("it is of type '%s'".formatted(actual.attribute("type").orElse("")));
    }
    Bindings now = bindings;
    for (Map.Entry<QName, String> attribute : element.attributes().entrySet()) {
      Optional<String> value = Optional.ofNullable(actual.attributes().get(attribute.getKey()));
      String where = attribute.getKey().getLocalPart() + " of <" + actual.localName() + ">";
      switch (value(where, attribute.getValue(), value, now)) {
        case Outcome.Same(Bindings more) -> now = more;
        case Outcome.Different different -> {
          return different;
        }
      }
    }
    return content(actual, now);
  }

  private Outcome content(XmlElement actual, Bindings bindings) {
    String text = text();
    boolean open = text.contains("...");
    String wanted = text.replace("...", "").strip();
    Bindings now = bindings;
    if (!wanted.isEmpty() || (!open && !actual.text().isEmpty())) {
      String where = "the text of <" + actual.localName() + ">";
      switch (value(where, wanted, Optional.of(actual.text()), bindings)) {
        case Outcome.Same(Bindings more) -> now = more;
        case Outcome.Different different -> {
          return different;
        }
      }
    }
    return children(element.children(), relevant(actual), open, now);
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (XmlNode node : element.content()) {
      if (node instanceof XmlText(String value)) {
        text.append(value);
      }
    }
    return text.toString().strip();
  }

  private List<XmlElement> relevant(XmlElement actual) {
    Set<QName> added = ADDED.getOrDefault(actual.localName(), Set.of());
    Set<QName> written =
        Set.copyOf(element.children().stream().map(XmlElement::name).distinct().toList());
    return actual.children().stream()
        .filter(child -> !added.contains(child.name()) || written.contains(child.name()))
        .toList();
  }

  private static Outcome children(
      List<XmlElement> wanted, List<XmlElement> actual, boolean open, Bindings bindings) {
    if (wanted.isEmpty()) {
      return open || actual.isEmpty()
          ? new Outcome.Same(bindings)
          : different("%s is there, too".formatted(actual.getFirst()));
    }
    Expectation first = new Expectation(wanted.getFirst());
    Outcome closest = different("%s is missing".formatted(wanted.getFirst()));
    for (int i = 0; i < actual.size(); i++) {
      Outcome outcome = first.compare(actual.get(i), bindings);
      if (outcome instanceof Outcome.Same(Bindings more)) {
        List<XmlElement> others = new ArrayList<>(actual);
        others.remove(i);
        outcome = children(wanted.subList(1, wanted.size()), others, open, more);
        if (outcome instanceof Outcome.Same) {
          return outcome;
        }
        closest = outcome;
      } else if (actual.get(i).name().equals(wanted.getFirst().name()) && actual.size() == 1) {
        closest = outcome;
      }
    }
    return closest;
  }

  private static Outcome value(
      String where, String wanted, Optional<String> actual, Bindings bindings) {
    if (wanted.equals("-")) {
      return actual.isEmpty()
          ? new Outcome.Same(bindings)
          : different("%s is '%s' and must not be there".formatted(where, actual.get()));
    }
    if (actual.isEmpty()) {
      return different("there is no %s".formatted(where));
    }
    String value = actual.get();
    if (NAME.matcher(wanted).matches()) {
      return captured(where, wanted, value, bindings);
    }
    if (wanted.equals("*") ? value.isEmpty() : !wanted.equals(value)) {
      return different("%s is '%s', not '%s'".formatted(where, value, wanted));
    }
    return new Outcome.Same(bindings);
  }

  private static Outcome captured(String where, String name, String value, Bindings bindings) {
    boolean mustDiffer = name.startsWith("!");
    Optional<String> earlier = bindings.value(name.substring(mustDiffer ? 2 : 1));
    if (earlier.isEmpty() && !mustDiffer) {
      return new Outcome.Same(bindings.and(name.substring(1), value));
    }
    if (earlier.isPresent() && earlier.get().equals(value) != mustDiffer) {
      return new Outcome.Same(bindings);
    }
    return different(
        "%s is '%s', and %s is '%s'".formatted(where, value, name, earlier.orElse("unknown")));
  }

  private static Outcome different(String why) {
    return new Outcome.Different(why);
  }
}
