package im.fenghuo.config;

import im.fenghuo.api.config.Secret;
import im.fenghuo.api.config.Setting;
import im.fenghuo.api.config.Settings;
import java.util.Optional;

/// Where everything durable is.
public record StorageSettings(
    @Setting(
            doc =
                "A PostgreSQL database as in postgresql://user@host:5432/fenghuo?sslmode=verify-full."
                    + " Without it the server runs a PostgreSQL of its own in the data directory.")
        Optional<String> url,
    @Setting(doc = "The password for url.") Optional<Secret> password,
    @Setting(fallback = "16", doc = "Connections to the database, besides those of the archive.")
        int connections) {

  /// A bounded pool.
  public StorageSettings {
    Settings.range("connections", connections, 1, 64);
    Settings.check(
        url.isPresent() || password.isEmpty(),
        "password",
        "given",
        "must be given only together with url");
    Settings.check(
        url.isEmpty() || url.get().startsWith("postgresql://"),
        "url",
        url.orElse(""),
        "must begin with postgresql://");
  }
}
