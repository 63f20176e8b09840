package im.fenghuo.conformance.scenario;

import im.fenghuo.conformance.client.Address;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A server that somebody else has started, named by the system properties
/// `scenario.server=HOST:PORT[,HOST:PORT …]` and `scenario.domain=DOMAIN` (default: `localhost`).
public record ExternalServer(String domain, List<Address> addresses) implements ServerUnderTest {

  /// The server of the system properties, if they name one.
  public static Optional<ServerUnderTest> configured() {
    return Optional.ofNullable(System.getProperty("scenario.server"))
        .filter(addresses -> !addresses.isBlank())
        .map(addresses ->
            new ExternalServer(
                System.getProperty("scenario.domain", "localhost"),
                Arrays.stream(addresses.split(",")).map(Address::parse).toList()));
  }
}
