package im.fenghuo.conformance.scenario;

import java.util.List;

/// One thing that happens, or must be seen to happen. Names and XML still carry their variables.
sealed interface Step {

  /// Where it is written.
  int line();

  /// A client sends this text.
  record Send(int line, List<String> clients, String xml) implements Step {}

  /// Clients receive these stanzas.
  record Receive(int line, List<String> clients, Order order, String xml) implements Step {}

  /// Once everything that is due has come, nothing of this kind is there.
  record Miss(int line, List<String> clients, String xml) implements Step {}

  /// Once everything that is due has come, nothing is left. No client means all of them.
  record NothingElse(int line, List<String> clients) implements Step {}

  /// Something else: a sentence of the vocabulary or of the runner itself.
  record Act(int line, String sentence) implements Step {}

  /// How strictly received stanzas must follow each other.
  enum Order {
    /// Exactly these are next.
    NEXT,
    /// Exactly these are next, but in any order.
    ANY,
    /// These come, and others stay where they are.
    AMONG_OTHERS,
    /// These may have come or not.
    OPTIONAL
  }
}
