package im.fenghuo.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What storage is told of an account now and then, for many accounts at once, rather than at each
/// change: after a crash the last seconds of it are missing, and nothing else.
///
/// @param account its key
/// @param delivered how far its archive was delivered
/// @param lastOnline when its last session ended; null if there never was one
public record Progress(long account, long delivered, @Nullable Instant lastOnline) {}
