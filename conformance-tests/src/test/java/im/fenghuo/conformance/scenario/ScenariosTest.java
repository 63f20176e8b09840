package im.fenghuo.conformance.scenario;

import im.fenghuo.conformance.server.TestServer;
import im.fenghuo.conformance.server.TimeLimit;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Every scenario, played against one node.
@ExtendWith({TestServer.class, TimeLimit.class})
class ScenariosTest {

  @TestFactory
  @Execution(ExecutionMode.CONCURRENT)
  Stream<DynamicNode> scenarios(ServerUnderTest server) {
    return all(new ScenarioRunner(server));
  }

  static Stream<DynamicNode> all(ScenarioRunner runner) {
    return ScenarioFiles.folders().stream()
        .map(folder ->
            DynamicContainer.dynamicContainer(
                folder.getFileName().toString(),
                ScenarioFiles.files(folder).stream().map(file -> file(runner, file))));
  }

  private static DynamicNode file(ScenarioRunner runner, Path file) {
    return DynamicContainer.dynamicContainer(
        file.getFileName().toString(),
        file.toUri(),
        ScenarioFiles.scenarios(file).stream()
            .map(scenario ->
                DynamicTest.dynamicTest(scenario.title(), () -> runner.play(scenario))));
  }
}
