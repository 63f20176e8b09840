package im.fenghuo.conformance.scenario;

/// A server did not do what a scenario says. The message tells what was expected, what came, and
/// everything that was sent and received until then.
public final class ScenarioFailure extends AssertionError {

  private static final long serialVersionUID = 1L;

  ScenarioFailure(String message) {
    super(message);
  }

  ScenarioFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
