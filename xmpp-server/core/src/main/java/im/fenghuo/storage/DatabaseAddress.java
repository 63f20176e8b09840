package im.fenghuo.storage;

import io.vertx.pgclient.PgConnectOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Where a PostgreSQL database is and how to log in to it. Its text never holds the password.
public final class DatabaseAddress {

  private final PgConnectOptions options;

  private DatabaseAddress(PgConnectOptions options) {
    this.options = options;
  }

  /// `postgresql://user:password@host:port/database?sslmode=verify-full`; a malformed one is an
  /// `IllegalArgumentException`.
  public static DatabaseAddress url(String url) {
    return new DatabaseAddress(PgConnectOptions.fromUri(url));
  }

  /// A server that listens on a Unix domain socket in `directory`.
  static DatabaseAddress socket(Path directory, String user, String password) {
    return new DatabaseAddress(
        new PgConnectOptions()
            .setHost(directory.toAbsolutePath().toString())
            .setUser(user)
            .setPassword(password)
            .setDatabase("postgres"));
  }

  /// A server that listens on a loopback port.
  static DatabaseAddress loopback(int port, String user, String password) {
    return new DatabaseAddress(
        new PgConnectOptions()
            .setHost("127.0.0.1")
            .setPort(port)
            .setUser(user)
            .setPassword(password)
            .setDatabase("postgres"));
  }

  /// The same server and login, another database.
  public DatabaseAddress database(String name) {
    return new DatabaseAddress(new PgConnectOptions(options).setDatabase(name));
  }

  /// The same, with a password that was kept elsewhere.
  public DatabaseAddress password(String password) {
    return new DatabaseAddress(new PgConnectOptions(options).setPassword(password));
  }

  /// What [#url(String)] reads, with the password in it.
  public String toUrl() {
    String host = URLEncoder.encode(options.getHost(), StandardCharsets.UTF_8);
    String port = options.isUsingDomainSocket() ? "" : ":" + options.getPort();
    return "postgresql://"
        + URLEncoder.encode(options.getUser(), StandardCharsets.UTF_8)
        + ":"
        + URLEncoder.encode(options.getPassword(), StandardCharsets.UTF_8)
        + "@"
        + host
        + port
        + "/"
        + options.getDatabase();
  }

  /// A copy for the driver, which changes what it is given.
  PgConnectOptions options() {
    return new PgConnectOptions(options);
  }

  @Override
  public String toString() {
    return options.getUser()
        + "@"
        + options.getHost()
        + (options.isUsingDomainSocket() ? "" : ":" + options.getPort())
        + "/"
        + options.getDatabase();
  }
}
