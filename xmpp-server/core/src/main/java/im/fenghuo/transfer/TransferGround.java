package im.fenghuo.transfer;

import im.fenghuo.account.AccountStore;
import im.fenghuo.api.AccountPart;
import im.fenghuo.archive.ArchiveLane;
import im.fenghuo.archive.ArchiveReader;
import im.fenghuo.archive.CursorPart;
import im.fenghuo.archive.PendingRetractions;
import im.fenghuo.archive.PgRowStore;
import im.fenghuo.archive.ReleasedReferences;
import im.fenghuo.registry.Registry;
import im.fenghuo.roster.RosterPart;
import im.fenghuo.storage.PgDb;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/// What exports and imports stand on.
///
/// @param registry what extensions keep of accounts
/// @param lanes number the messages that come in
/// @param iterations for the keys of passwords that come in as they are
public record TransferGround(
    PgDb db,
    AccountStore accounts,
    ArchiveReader archive,
    Registry registry,
    Lanes lanes,
    Clock clock,
    int iterations) {

  /// Makes lanes for archives that nobody uses.
  @FunctionalInterface
  public interface Lanes {
    /// The lane of an account's archive.
    ArchiveLane of(AccountPart.Owner owner);
  }

  CursorPart cursors() {
    return new CursorPart(db);
  }

  /// Makes what writes messages that come in: to be closed.
  PgRowStore rows() {
    return new PgRowStore(
        db,
        1,
        new PendingRetractions(
            db, registry.retractions(), new ReleasedReferences(db, registry.released())));
  }

  /// What is kept of each account, but for its password and its archive.
  List<AccountPart> parts() {
    List<AccountPart> parts = new ArrayList<>();
    parts.add(new RosterPart(db));
    parts.add(cursors());
    parts.addAll(registry.accountParts());
    return parts;
  }
}
