package im.fenghuo.conformance.scenario;

import im.fenghuo.conformance.client.RefusedException;
import java.io.IOException;

/// Plays scenarios against a server. Several may be played at once: each has accounts of its own.
public final class ScenarioRunner {

  private final ServerUnderTest server;
  private final Vocabulary vocabulary = Vocabulary.standard();

  public ScenarioRunner(ServerUnderTest server) {
    this.server = server;
  }

  /// Plays a scenario to its end. Blocks.
  ///
  /// @throws ScenarioFailure if the server does something else
  public void play(Scenario scenario) {
    Transcript transcript = new Transcript();
    try (Cast cast = new Cast(server, transcript)) {
      Play play = new Play(server, vocabulary, cast);
      try {
        play.prepare(scenario.setup());
        transcript.add("———", "the play begins", "———");
        play.perform(scenario.steps());
      } catch (ScenarioFailure | IOException | RefusedException failure) {
        throw failure(scenario, play.line(), transcript, failure);
      } catch (IllegalArgumentException malformed) {
        throw failure(scenario, play.line(), transcript, malformed);
      }
    } catch (IOException unclosed) {
      throw new ScenarioFailure("a connection cannot be closed", unclosed);
    }
  }

  private static ScenarioFailure failure(
      Scenario scenario, int line, Transcript transcript, Throwable failure) {
    return new ScenarioFailure(
        """
        %s (%s)
        %s:%d:
        %s

        What was sent and received:
        %s
        """
            .formatted(
                scenario.title(),
                String.join("; ", scenario.specifications()),
                scenario.source(),
                line,
                failure.getMessage(),
                transcript),
        failure);
  }
}
