package im.fenghuo.account;

import im.fenghuo.archive.ArchiveReader;
import im.fenghuo.archive.Retentions;
import im.fenghuo.archive.RowWriter;
import im.fenghuo.lane.Loops;
import im.fenghuo.registry.Registry;
import im.fenghuo.roster.Presences;
import im.fenghuo.roster.RosterStore;
import im.fenghuo.route.Router;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executor;

/// What the accounts of this node share.
///
/// @param virtualThreads where blocking steps run
/// @param writers those of the archives; an archive always has the same one
/// @param maxSessions how many sessions an account may have
public record Node(
    Registry registry,
    Router router,
    ServiceDelivery services,
    AccountStore accounts,
    RosterStore rosters,
    ArchiveReader archive,
    Retentions retentions,
    Presences presences,
    Clock clock,
    Loops loops,
    Executor virtualThreads,
    List<RowWriter> writers,
    int maxSessions) {

  /// The writer of an archive.
  public RowWriter writer(long archiveKey) {
    return writers.get((int) (archiveKey % writers.size()));
  }
}
