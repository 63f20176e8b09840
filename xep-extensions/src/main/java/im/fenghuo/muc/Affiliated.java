package im.fenghuo.muc;

import im.fenghuo.api.Jid;
import org.jspecify.annotations.Nullable;

/// What somebody is to a room.
///
/// @param jid a bare JID, or a domain, which stands for all of its users
/// @param affiliation [Affiliation#NONE] where it was taken away
/// @param nickname that is reserved for them, or null
/// @param reason in the words of whoever has affiliated them, or null
/// @param version the number of the change that has brought this about
public record Affiliated(
    Jid jid,
    Affiliation affiliation,
    @Nullable String nickname,
    @Nullable String reason,
    long version) {}
