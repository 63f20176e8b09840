package im.fenghuo.conformance.server;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;

/// Gives each dynamic test the time limit that other tests have: JUnit's own default holds only for
/// the methods that make them.
public final class TimeLimit implements InvocationInterceptor {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  @Override
  public void interceptDynamicTest(
      Invocation<@Nullable Void> invocation,
      DynamicTestInvocationContext dynamicTest,
      ExtensionContext test) {
    assertTimeoutPreemptively(LIMIT, invocation::proceed);
  }
}
