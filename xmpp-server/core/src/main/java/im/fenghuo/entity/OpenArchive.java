package im.fenghuo.entity;

import im.fenghuo.account.MessageFlow;
import im.fenghuo.account.Node;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.entity.EntityArchive;
import im.fenghuo.archive.ArchiveEnd;
import im.fenghuo.archive.ArchiveLane;
import im.fenghuo.archive.ArchiveOwner;
import im.fenghuo.archive.Receipt;
import im.fenghuo.archive.Retention;
import im.fenghuo.lane.Loop;
import java.util.function.Supplier;

/// An archive that an entity writes.
final class OpenArchive implements EntityArchive, ArchiveOwner {

  private final Node node;
  private final Loop loop;
  private final ArchiveLane lane;
  private final Supplier<Receipt> receipts;

  /// Reads where it ends. Blocks.
  ///
  /// @param receipts that of the step that is running
  OpenArchive(Node node, Loop loop, long key, Retention retention, Supplier<Receipt> receipts) {
    this.node = node;
    this.loop = loop;
    this.receipts = receipts;
    node.archive().prepare(retention, Retention.day(node.clock().instant()));
    ArchiveEnd end = node.archive().end(key);
    this.lane =
        new ArchiveLane(
            key, end, retention, loop, node.writer(key), node.virtualThreads(), node.archive());
  }

  @Override
  public long id() {
    return lane.archive();
  }

  @Override
  public ArchiveLane archive() {
    return lane;
  }

  @Override
  public long last() {
    return lane.last();
  }

  @Override
  public boolean isFull() {
    return lane.isFull();
  }

  @Override
  public boolean wants(Message message) {
    return node.registry().isWorthArchiving(message);
  }

  @Override
  public String append(Message message, Jid sender) {
    if (!loop.isCurrent()) {
      throw new IllegalStateException("only a quick step may archive");
    }
    return lane.append(MessageFlow.content(node, message, sender, false), receipts.get());
  }
}
