package im.fenghuo.pubsub;

import im.fenghuo.api.config.ByteSize;
import im.fenghuo.api.config.Setting;
import im.fenghuo.api.config.Settings;

/// How much publish-subscribe may keep.
public record PubsubSettings(
    @Setting(
            fallback = "500",
            doc = "Nodes of one account, and nodes one user may make in the service.")
        int nodes,
    @Setting(
            fallback = "2000",
            doc = "Items in one node at the most: what `max` means in a node's configuration.")
        int items,
    @Setting(fallback = "128 KiB", doc = "How large the content of one item may be.")
        ByteSize payload,
    @Setting(fallback = "5000", doc = "Subscriptions and affiliations of one node.") int members,
    @Setting(
            fallback = "200",
            doc = "Items and nodes in one answer; clients page through the rest.")
        int page) {

  public PubsubSettings {
    Settings.range("nodes", nodes, 1, 100_000);
    Settings.range("items", items, 1, 1_000_000);
    Settings.range("members", members, 1, 1_000_000);
    Settings.range("page", page, 1, 10_000);
  }
}
