package im.fenghuo.conformance.scenario;

import im.fenghuo.conformance.client.Client;
import im.fenghuo.conformance.xml.XmlElement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/// Compares what clients receive with what they should, and remembers what `$names` stand for.
final class Reception {

  private final Duration patience;
  private Bindings bindings = Bindings.NONE;

  Reception(Duration patience) {
    this.patience = patience;
  }

  Bindings bindings() {
    return bindings;
  }

  /// Exactly these come next, in this order. Blocks, as all here.
  void next(String name, Client client, List<Expectation> expected) {
    for (Expectation each : expected) {
      XmlElement actual =
          client.inbox().next(patience).orElseThrow(() -> missing(name, each, client));
      if (compare(each, actual) instanceof Expectation.Outcome.Different(String why)) {
        throw new ScenarioFailure(
            "%s should have received\n    %s\nbut received\n    %s\n%s"
                .formatted(name, each.element(), actual, why));
      }
    }
  }

  /// Exactly these come next, in whatever order.
  void anyOrder(String name, Client client, List<Expectation> expected) {
    List<Expectation> left = new ArrayList<>(expected);
    while (!left.isEmpty()) {
      XmlElement actual =
          client.inbox().next(patience).orElseThrow(() -> missing(name, left.getFirst(), client));
      if (!takeFirst(left, actual)) {
        throw new ScenarioFailure(
            "%s received\n    %s\nwhich is none of\n%s"
                .formatted(name, actual, reasons(left, actual)));
      }
    }
  }

  /// These come, and what else comes is left for later.
  void amongOthers(String name, Client client, List<Expectation> expected) {
    for (Expectation each : expected) {
      Bindings before = bindings;
      XmlElement actual =
          client
              .inbox()
              .first(element -> isSame(each.compare(element, before)), patience)
              .orElseThrow(() -> missing(name, each, client));
      compare(each, actual);
    }
  }

  /// Takes all that have come and are like one of these.
  void optional(Client client, List<Expectation> expected) {
    for (Expectation each : expected) {
      while (client
          .inbox()
          .first(element -> isSame(compare(each, element)), Duration.ZERO)
          .isPresent()) {
        // Taken.
      }
    }
  }

  /// Nothing like this has come.
  void miss(String name, Client client, Expectation unwanted) {
    for (XmlElement element : client.inbox().waiting()) {
      if (isSame(unwanted.compare(element, bindings))) {
        throw new ScenarioFailure("%s should not have received\n    %s".formatted(name, element));
      }
    }
  }

  /// Nothing that was not looked at has come.
  static void nothingElse(String name, Client client) {
    List<XmlElement> waiting = client.inbox().waiting();
    if (!waiting.isEmpty()) {
      throw new ScenarioFailure(
          "%s should have received nothing else, but received\n%s".formatted(name, list(waiting)));
    }
  }

  private Expectation.Outcome compare(Expectation expected, XmlElement actual) {
    Expectation.Outcome outcome = expected.compare(actual, bindings);
    if (outcome instanceof Expectation.Outcome.Same(Bindings more)) {
      bindings = more;
    }
    return outcome;
  }

  private boolean takeFirst(List<Expectation> left, XmlElement actual) {
    for (Iterator<Expectation> each = left.iterator(); each.hasNext(); ) {
      if (isSame(compare(each.next(), actual))) {
        each.remove();
        return true;
      }
    }
    return false;
  }

  private String reasons(List<Expectation> left, XmlElement actual) {
    return left.stream()
        .map(each ->
            switch (each.compare(actual, bindings)) {
              case Expectation.Outcome.Different(String why) ->
                  "    " + each.element() + "\n        " + why;
              case Expectation.Outcome.Same same -> "    " + each.element();
            })
        .collect(Collectors.joining("\n"));
  }

  private ScenarioFailure missing(String name, Expectation expected, Client client) {
    List<XmlElement> waiting = client.inbox().waiting();
    return new ScenarioFailure(
        "%s should have received\n    %s\nbut %s"
            .formatted(
                name,
                expected.element(),
                waiting.isEmpty() ? "nothing came" : "only this came:\n" + list(waiting)));
  }

  private static boolean isSame(Expectation.Outcome outcome) {
    return outcome instanceof Expectation.Outcome.Same;
  }

  private static String list(List<XmlElement> elements) {
    return elements.stream().map(each -> "    " + each).collect(Collectors.joining("\n"));
  }
}
