package im.fenghuo.stream;

import io.netty.channel.Channel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How many connections an address may have at a time, on all loops and ports together. Safe for
/// many threads; knows only addresses that have connections.
public final class AddressLimit {

  private static final Logger LOG = LoggerFactory.getLogger(AddressLimit.class);

  private final int most;
  private final Map<String, Integer> connections = new ConcurrentHashMap<>();

  /// @param most connections of one address, or 0 for no limit
  public AddressLimit(int most) {
    this.most = most;
  }

  /// Counts a connection until it is gone. One too many of its address is closed instead: nothing
  /// has been said yet in which to tell it why.
  ///
  /// @return whether it stays
  public boolean admit(String address, Channel connection) {
    if (!enter(address)) {
      LOG.debug("{} has too many connections", address);
      var _ = connection.close();
      return false;
    }
    var _ = connection.closeFuture().addListener(_ -> leave(address));
    return true;
  }

  /// Counts a connection, unless its address has too many; one that was counted has to [#leave].
  boolean enter(String address) {
    if (most == 0) {
      return true;
    }
    if (connections.merge(address, 1, Integer::sum) <= most) {
      return true;
    }
    leave(address);
    return false;
  }

  /// A connection that was counted is gone.
  void leave(String address) {
    if (most == 0) {
      return;
    }
    connections.computeIfPresent(address, (_, before) -> before <= 1 ? null : before - 1);
  }
}
