package im.fenghuo.muc;

import im.fenghuo.api.xml.Element;
import java.time.Instant;

/// What a room is about at present.
///
/// @param message that has set it, with the occupant JID as `from` and without `to`
/// @param since when it was set
public record RoomSubject(Element message, Instant since) {}
