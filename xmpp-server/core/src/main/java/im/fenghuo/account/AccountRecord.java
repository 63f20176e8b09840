package im.fenghuo.account;

import im.fenghuo.archive.ArchiveEnd;
import im.fenghuo.archive.Retention;
import im.fenghuo.roster.RosterItems;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What storage knows of an account when it comes into use.
///
/// @param id its key
/// @param delivered the last number of its archive that was delivered to one of its clients
/// @param end where its archive ends
/// @param retention how long its messages are kept; null where the domain says so
/// @param credentials the salted keys of its password, as text
/// @param roster its contacts
/// @param lastOnline when its last session ended; null if there never was one
public record AccountRecord(
    long id,
    long delivered,
    ArchiveEnd end,
    @Nullable Retention retention,
    String credentials,
    RosterItems roster,
    @Nullable Instant lastOnline) {}
