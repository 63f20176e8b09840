package im.fenghuo.muc;

import im.fenghuo.api.Jid;
import im.fenghuo.api.xml.Element;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A room as it was stored.
///
/// @param id also the key of its archive
/// @param creator a bare JID
/// @param isLocked whether its creator has yet to configure it
/// @param secret random bytes, from which what nobody may guess is made
/// @param affiliations in no order, with those that were taken away since `forgotten`
/// @param version the number of the last change of affiliations
/// @param forgotten the number of the last change that may have taken away an affiliation which is
///   not known any more
/// @param occupants how many were in it when somebody last said so
/// @param state what extensions keep with it, by name
@SuppressWarnings("ArrayRecordComponent") // nobody changes or compares it
public record StoredRoom(
    long id,
    Jid jid,
    Jid creator,
    Instant created,
    boolean isLocked,
    RoomConfiguration configuration,
    byte[] secret,
    @Nullable RoomSubject subject,
    List<Affiliated> affiliations,
    long version,
    long forgotten,
    int occupants,
    Map<String, Element> state) {}
