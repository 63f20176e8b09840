package im.fenghuo.config;

import im.fenghuo.api.config.Setting;
import im.fenghuo.api.config.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What is offered by HTTP.
public record HttpSettings(
    @Setting(fallback = "true", doc = "Whether the web client is served.") boolean webClient,
    @Setting(fallback = "true", doc = "Whether clients may connect by WebSocket (RFC 7395).")
        boolean webSocket,
    @Setting(fallback = "true", doc = "Whether clients may connect by BOSH (XEP-0206).")
        boolean bosh,
    @Setting(
            doc =
                "The address under which browsers reach the server when a proxy stands before it, as"
                    + " in https://chat.example.org; told to clients that look for it (XEP-0156).")
        Optional<String> publicUrl,
    @Setting(
            fallback = "[\"*\"]",
            doc =
                "Origins whose pages may connect (CORS); \"*\" for all, as web clients may live"
                    + " anywhere.")
        List<String> origins,
    @Setting(fallback = "60s", doc = "How long a BOSH client may be silent.")
        Duration boshInactivity) {

  /// A public address must be an address.
  public HttpSettings {
    Settings.check(
        publicUrl.isEmpty() || publicUrl.get().matches("https?://[^/]+"),
        "public-url",
        publicUrl.orElse(""),
        "must be written https://host or https://host:port");
    Settings.range(
        "bosh-inactivity", boshInactivity, Duration.ofSeconds(10), Duration.ofMinutes(10));
    origins = List.copyOf(origins);
  }
}
