package im.fenghuo.conformance.scenario;

import java.util.Optional;

/// The server that the tests of this module are about: the one that the system property
/// `scenario.server` names.
public final class TestServer {

  private TestServer() {}

  /// The server, if there is one.
  public static Optional<ServerUnderTest> current() {
    return ExternalServer.configured();
  }
}
