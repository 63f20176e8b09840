package im.fenghuo.account;

import im.fenghuo.roster.RosterItems;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What storage knows of an account when it comes into use.
///
/// @param id its key
/// @param delivered the last number of its archive that was delivered to one of its clients
/// @param lastNumber the last number of its archive, 0 for none
/// @param credentials the salted keys of its password, as text
/// @param roster its contacts
/// @param lastOnline when its last session ended; null if there never was one
public record AccountRecord(
    long id,
    long delivered,
    long lastNumber,
    String credentials,
    RosterItems roster,
    @Nullable Instant lastOnline) {}
