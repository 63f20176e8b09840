package im.fenghuo.conformance.server;

import im.fenghuo.conformance.scenario.ExternalServer;
import im.fenghuo.conformance.scenario.ServerUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests a [ServerUnderTest]: the one that the system property `scenario.server` names, or
/// our own. All test classes that want as many nodes share one, until the last test has ended.
public final class TestServer implements ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(TestServer.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == ServerUnderTest.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    Optional<ServerUnderTest> external = ExternalServer.configured();
    if (external.isPresent()) {
      return external.get();
    }
    int nodes =
        test.getTestClass()
            .map(type -> type.getAnnotation(Nodes.class))
            .map(Nodes::value)
            .orElse(1);
    return test.getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(nodes, TestServer::start, FenghuoServer.class);
  }

  private static FenghuoServer start(int nodes) {
    try {
      return FenghuoServer.start(nodes);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
