package im.fenghuo.conformance.smack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import im.fenghuo.conformance.scenario.ServerUnderTest;
import im.fenghuo.conformance.server.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// Smack's integration tests. Those that `not-passed.txt` lists must not pass, all others must: so
/// the list stays true.
@ExtendWith(TestServer.class)
class SmackTest {

  @TestFactory
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  Stream<DynamicTest> integration_tests(ServerUnderTest server) throws Exception {
    NotPassed expected = NotPassed.read();
    SmackRun run = new SmackRun(server.domain(), server.addresses().getFirst());
    run.all();
    Set<String> unexpected = unexpected(run, expected);
    if (!unexpected.isEmpty()) {
      // The framework itself calls its way of waiting for presence "a workaround at best and not
      // reliable", and one test may begin before its client has seen what another has cleaned up.
      run.again(unexpected);
    }
    List<DynamicTest> tests = new ArrayList<>();
    run.outcomes()
        .forEach((name, problem) ->
            tests.add(
                DynamicTest.dynamicTest(name, () -> check(name, problem, expected.reason(name)))));
    tests.add(
        DynamicTest.dynamicTest(
            "nothing is listed that does not exist",
            () -> assertThat(expected.unknown(run.outcomes().keySet())).isEmpty()));
    return tests.stream();
  }

  private static Set<String> unexpected(SmackRun run, NotPassed expected) {
    return run.outcomes().entrySet().stream()
        .filter(outcome -> outcome.getValue().isPresent())
        .map(Map.Entry::getKey)
        .filter(name -> expected.reason(name).isEmpty())
        .collect(Collectors.toSet());
  }

  private static void check(String name, Optional<Throwable> problem, Optional<String> reason) {
    if (problem.isPresent() && reason.isEmpty()) {
      fail(name + " did not pass: " + problem.get().getMessage(), problem.get());
    }
    if (problem.isEmpty() && reason.isPresent()) {
      fail(name + " passes: take it off the list, where it says \"" + reason.get() + "\"");
    }
  }
}
