package im.fenghuo.conformance.scenario;

/// A scenario file that cannot be understood.
public final class ScenarioSyntaxException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ScenarioSyntaxException(String source, int line, String problem) {
    super(source + ":" + line + ": " + problem);
  }
}
