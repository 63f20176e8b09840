package im.fenghuo.conformance.scenario;

import im.fenghuo.conformance.client.Client;
import im.fenghuo.conformance.client.RefusedException;
import im.fenghuo.conformance.xml.XmlReader;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One performance of a scenario.
final class Play {

  private static final Pattern ACT =
      Pattern.compile(
          "(?<who>[^ ']+)(?<what> has an account| connects| cannot connect| opens a stream"
              + "| disconnects abruptly| closes its stream|'s stream is closed"
              + "|'s password is now (?<password>\\S+))");

  private final ServerUnderTest server;
  private final Vocabulary vocabulary;
  private final Cast cast;
  private final Variables variables;
  private final Markers markers;
  private final Reception reception;
  private int line;

  Play(ServerUnderTest server, Vocabulary vocabulary, Cast cast) {
    this.server = server;
    this.vocabulary = vocabulary;
    this.cast = cast;
    this.variables = new Variables(cast, server.domain());
    this.markers = new Markers(cast, server.domain(), server.patience());
    this.reception = new Reception(server.patience());
  }

  /// Whether the runner itself knows what this means.
  static boolean isAct(String sentence) {
    return ACT.matcher(sentence).matches();
  }

  /// The line of the step that is being performed.
  int line() {
    return line;
  }

  /// Performs the set-up, and forgets what was received by it.
  void prepare(List<Step> setup) throws IOException, RefusedException {
    perform(setup);
    markers.settle();
    for (String name : cast.names()) {
      cast.client(name).inbox().clear();
    }
  }

  void perform(List<Step> steps) throws IOException, RefusedException {
    for (Step step : steps) {
      line = step.line();
      perform(step, false);
    }
  }

  /// @param inSentence steps of a sentence take what they wait for, and leave the rest
  private void perform(Step step, boolean inSentence) throws IOException, RefusedException {
    switch (step) {
      case Step.Send send -> {
        for (String name : send.clients()) {
          cast.client(name).send(variables.replace(send.xml(), name, reception.bindings()));
        }
      }
      case Step.Receive receive -> receive(receive, inSentence);
      case Step.Miss miss -> {
        markers.settle();
        for (String name : clients(miss.clients())) {
          expected(miss.xml(), name).forEach(each -> reception.miss(name, cast.client(name), each));
        }
      }
      case Step.NothingElse nothing -> {
        markers.settle();
        for (String name : clients(nothing.clients())) {
          Reception.nothingElse(name, cast.client(name));
        }
      }
      case Step.Act act -> act(act);
    }
  }

  private void receive(Step.Receive receive, boolean inSentence) throws IOException {
    if (receive.order() == Step.Order.OPTIONAL) {
      markers.settle();
    }
    for (String name : clients(receive.clients())) {
      Client client = cast.client(name);
      List<Expectation> expected = expected(receive.xml(), name);
      switch (inSentence ? Step.Order.AMONG_OTHERS : receive.order()) {
        case NEXT -> reception.next(name, client, expected);
        case ANY -> reception.anyOrder(name, client, expected);
        case AMONG_OTHERS -> reception.amongOthers(name, client, expected);
        case OPTIONAL -> reception.optional(client, expected);
      }
    }
  }

  private List<Expectation> expected(String xml, String name) {
    return XmlReader.readAll(variables.replace(xml, name)).stream().map(Expectation::new).toList();
  }

  private Collection<String> clients(List<String> names) {
    return names.isEmpty() ? cast.names() : names;
  }

  private void act(Step.Act act) throws IOException, RefusedException {
    Matcher own = ACT.matcher(act.sentence());
    if (own.matches()) {
      act(own.group("who"), own.group("what").strip(), Optional.ofNullable(own.group("password")));
      return;
    }
    List<Step> meaning =
        vocabulary
            .meaning(act.line(), act.sentence())
            .orElseThrow(() -> new ScenarioFailure("what does this mean: " + act.sentence()));
    for (Step step : meaning) {
      perform(step, true);
    }
  }

  private void act(String who, String what, Optional<String> password)
      throws IOException, RefusedException {
    switch (what) {
      case "has an account" -> cast.introduce(who);
      case "connects" -> cast.connect(who);
      case "cannot connect" -> refused(who);
      case "opens a stream" -> cast.openStream(who);
      case "disconnects abruptly" -> cast.client(who).close();
      case "closes its stream" -> {
        cast.client(who).closeStream(server.patience());
        cast.client(who).inbox().clear();
      }
      case "'s stream is closed" -> closed(who);
      default -> cast.changePassword(who, password.orElseThrow());
    }
  }

  private void closed(String who) {
    if (!cast.client(who).inbox().awaitEnd(server.patience())) {
      throw new ScenarioFailure(who + "'s stream is still open after " + server.patience());
    }
  }

  private void refused(String who) throws IOException {
    try {
      cast.connect(who);
    } catch (RefusedException refused) {
      return;
    }
    throw new ScenarioFailure(who + " could connect, but should have been refused");
  }
}
