package im.fenghuo.xep.xep0065bytestreams;

import im.fenghuo.api.config.Setting;
import im.fenghuo.api.config.Settings;
import java.time.Duration;
import java.util.Optional;

/// Where clients that cannot reach each other may meet.
public record ProxySettings(
    @Setting(doc = "The port of the proxy, as in 7777. Without it there is none.")
        Optional<Integer> port,
    @Setting(
            doc =
                "The name or address by which clients reach the port. Without it, the user's domain."
                    + " In a cluster it must be this node's own.")
        Optional<String> host,
    @Setting(fallback = "1000", doc = "How many connections there may be; a transfer has two.")
        int connections,
    @Setting(fallback = "20", doc = "How many of these may come from one network address.")
        int connectionsPerAddress,
    @Setting(fallback = "1m", doc = "How long one side waits for the other, and for activation.")
        Duration timeToActivate,
    @Setting(fallback = "5m", doc = "How long a transfer may stand still.") Duration idle) {

  public ProxySettings {
    port.ifPresent(number -> Settings.range("port", number, 1, 65_535));
    Settings.range("connections", connections, 2, 100_000);
    Settings.range("connections-per-address", connectionsPerAddress, 2, 100_000);
    Settings.range(
        "time-to-activate", timeToActivate, Duration.ofSeconds(1), Duration.ofMinutes(10));
    Settings.range("idle", idle, Duration.ofSeconds(1), Duration.ofHours(1));
  }
}
