package im.fenghuo.bench;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which server is put under load, how it is reached, and with which accounts.
final class TargetOptions {

  @Option(names = "--host", description = "address of the server (default: ${DEFAULT-VALUE})")
  private String host = "127.0.0.1";

  @Option(names = "--port", description = "its client port (default: 5222, with --tls direct 5223)")
  private int port;

  @Option(
      names = "--tls",
      description =
          "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}); certificates are not checked")
  private Tls tls = Tls.NONE;

  @Option(names = "--domain", description = "its XMPP domain (default: ${DEFAULT-VALUE})")
  private String domain = "localhost";

  @Option(
      names = {"-n", "--users"},
      description = "how many accounts take part (default: ${DEFAULT-VALUE})")
  private int users = 100;

  @Option(
      names = "--first",
      description = "number of the first account (default: ${DEFAULT-VALUE})")
  private int first;

  @Option(
      names = "--user",
      description = "name of an account; %%d is its number (default: user%%d)")
  private String user = "user%d";

  @Option(names = "--password", description = "its password (default: password%%d)")
  private String password = "password%d";

  @Option(names = "--resource", description = "resource to bind (default: ${DEFAULT-VALUE})")
  private String resource = "bench";

  @Option(
      names = "--mechanism",
      description = "${COMPLETION-CANDIDATES} (default: the strongest that is offered)")
  private @Nullable Mechanism mechanism;

  @Option(
      names = "--sign-in",
      description = "${COMPLETION-CANDIDATES}: how clients log in (default: ${DEFAULT-VALUE})")
  private SignIn signIn = SignIn.CLASSIC;

  @Option(
      names = "--i-own-this-server",
      description = "required for any server that is not on this machine's loopback interface")
  private boolean owned;

  /// The address to connect to. Blocks while the name is resolved.
  InetSocketAddress address() throws UnknownHostException {
    InetAddress resolved = InetAddress.getByName(host);
    if (!resolved.isLoopbackAddress() && !owned) {
      throw new IllegalArgumentException(
          host
              + " is not this machine. A load test against somebody else's server is an attack;"
              + " if it is yours, say so with --i-own-this-server");
    }
    return new InetSocketAddress(resolved, port != 0 ? port : tls == Tls.DIRECT ? 5223 : 5222);
  }

  /// The accounts of this run, numbered from 0.
  List<Account> accounts() {
    if (users < 1 || users > 1_000_000) {
      throw new IllegalArgumentException("--users must be between 1 and 1000000, not " + users);
    }
    List<Account> accounts = new ArrayList<>(users);
    for (int i = 0; i < users; i++) {
      String number = Integer.toString(first + i);
      accounts.add(new Account(i, user.replace("%d", number), password.replace("%d", number)));
    }
    return accounts;
  }

  Tls tls() {
    return tls;
  }

  String domain() {
    return domain;
  }

  int users() {
    return users;
  }

  String resource() {
    return resource;
  }

  Optional<Mechanism> mechanism() {
    return Optional.ofNullable(mechanism);
  }

  SignIn signIn() {
    return signIn;
  }
}
