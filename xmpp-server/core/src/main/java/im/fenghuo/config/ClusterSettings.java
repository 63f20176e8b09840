package im.fenghuo.config;

import im.fenghuo.api.config.Setting;
import im.fenghuo.api.config.Settings;
import java.util.List;

/// Several servers as one. They need one database (storage.url) and a private network: what they
/// say to each other is not encrypted.
public record ClusterSettings(
    @Setting(fallback = "false", doc = "Whether this server is a node of a cluster.")
        boolean enabled,
    @Setting(fallback = "fenghuo", doc = "The cluster's name: nodes join only their own.")
        String name,
    @Setting(
            fallback = "127.0.0.1",
            doc = "This node's address in the private network, where it listens for the others.")
        String address,
    @Setting(fallback = "5701", doc = "The port for membership.") int port,
    @Setting(fallback = "5801", doc = "The port for messages between nodes.") int eventBusPort,
    @Setting(
            fallback = "[\"127.0.0.1:5701\"]",
            doc = "Some of the nodes, as address:port of membership, by which a new one joins.")
        List<String> members) {

  /// Somebody to join.
  public ClusterSettings {
    Settings.range("port", port, 0, 65_535);
    Settings.range("event-bus-port", eventBusPort, 0, 65_535);
    for (String member : members) {
      Settings.check(
          member.matches(".+:[0-9]{1,5}"), "members", member, "must be written address:port");
    }
    Settings.check(
        !enabled || !members.isEmpty(), "members", members, "must name at least one node");
    members = List.copyOf(members);
  }

  ClusterSettings shifted(int offset) {
    return new ClusterSettings(
        enabled,
        name,
        address,
        ListenerSettings.shifted(port, offset),
        ListenerSettings.shifted(eventBusPort, offset),
        members);
  }
}
