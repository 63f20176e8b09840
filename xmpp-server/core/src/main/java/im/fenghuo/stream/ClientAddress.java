package im.fenghuo.stream;

import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/// Where a client comes from, as far as its connections, attempts to sign in and registrations are
/// counted.
public final class ClientAddress {

  /// RFC 6177: nobody gets less than this many bytes of an IPv6 address to himself.
  private static final int PREFIX = 8;

  private ClientAddress() {}

  /// The address of an IPv4 client. Of an IPv6 client the first 64 bits, since it can choose the
  /// rest anew for each connection.
  public static String of(SocketAddress remote) {
    return of(remote.hostAddress());
  }

  static String of(String host) {
    if (host.indexOf(':') < 0) {
      return host;
    }
    InetAddress address = InetAddress.ofLiteral(host);
    return address instanceof Inet6Address
        ? HexFormat.of().formatHex(address.getAddress(), 0, PREFIX) + "::/64"
        : address.getHostAddress();
  }
}
