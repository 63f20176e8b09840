package im.fenghuo.conformance.scenario;

import im.fenghuo.conformance.client.Address;
import im.fenghuo.conformance.client.RefusedException;
import im.fenghuo.conformance.client.SignIn;
import im.fenghuo.conformance.client.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// A server, or several nodes of one, that scenarios are played against.
public interface ServerUnderTest {

  /// The domain that all addresses serve.
  String domain();

  /// Where clients connect. Successive clients of a scenario take successive addresses, so that on
  /// two nodes every play is also one between nodes.
  List<Address> addresses();

  /// How long something that is due may take.
  default Duration patience() {
    return Duration.ofSeconds(10);
  }

  /// Makes an account; here by in-band registration (XEP-0077). Blocks.
  ///
  /// @throws RefusedException if the server does not want it
  default void createAccount(String localpart, String password)
      throws IOException, RefusedException {
    try (Wire wire = Wire.connect(addresses().getFirst(), domain(), patience())) {
      wire.limitReads(patience());
      SignIn.open(wire);
      SignIn.register(wire, localpart, password);
    }
  }
}
