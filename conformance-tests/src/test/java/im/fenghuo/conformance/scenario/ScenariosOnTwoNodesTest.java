package im.fenghuo.conformance.scenario;

import im.fenghuo.conformance.server.Nodes;
import im.fenghuo.conformance.server.TestServer;
import im.fenghuo.conformance.server.TimeLimit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The same scenarios, played against two nodes: successive clients are on different nodes.
@Nodes(2)
@ExtendWith({TestServer.class, TimeLimit.class})
class ScenariosOnTwoNodesTest {

  @TestFactory
  @Execution(ExecutionMode.CONCURRENT)
  Stream<DynamicNode> scenarios(ServerUnderTest server) {
    return ScenariosTest.all(new ScenarioRunner(server));
  }
}
