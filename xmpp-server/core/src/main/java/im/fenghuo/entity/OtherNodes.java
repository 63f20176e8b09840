package im.fenghuo.entity;

import im.fenghuo.api.Jid;
import im.fenghuo.api.Stanza;
import im.fenghuo.archive.Receipt;
import im.fenghuo.lane.Loop;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// The other nodes of the server, where recipients of audiences may be. What is said on behalf of
/// one entity leaves in order. From any thread; never blocks.
public interface OtherNodes {

  /// This node is the only one.
  OtherNodes NONE =
      new OtherNodes() {
        @Override
        public @Nullable String owner(Jid bareJid) {
          return null;
        }

        @Override
        public long open(Listener listener) {
          return 0;
        }

        @Override
        public void close(Loop loop, long audience, Collection<String> nodes) {}

        @Override
        public void add(Loop loop, String node, long audience, long number, Jid recipient) {}

        @Override
        public void remove(Loop loop, String node, long audience, long number) {}

        @Override
        public void send(
            Loop loop, Collection<String> nodes, long audience, Stanza stanza, Receipt receipt) {}
      };

  /// Who hears of recipients on other nodes, on any thread.
  interface Listener {
    /// One of them is not there.
    void lost(long number);

    /// A node has gone, with all that it had.
    void gone(String node);
  }

  /// The node that owns an account; null for this one.
  @Nullable String owner(Jid bareJid);

  /// Makes an audience known.
  ///
  /// @return its number
  long open(Listener listener);

  /// An audience is needed no more.
  ///
  /// @param loop of its entity, as everywhere here
  /// @param nodes where it has had recipients
  void close(Loop loop, long audience, Collection<String> nodes);

  /// Adds a recipient on a node.
  ///
  /// @param number tells it from an earlier one with the same JID
  void add(Loop loop, String node, long audience, long number, Jid recipient);

  /// Removes a recipient that was added.
  void remove(Loop loop, String node, long audience, long number);

  /// Gives every recipient on these nodes a copy.
  ///
  /// @param receipt is held open until all have it, or their node has gone
  void send(Loop loop, Collection<String> nodes, long audience, Stanza stanza, Receipt receipt);
}
