package im.fenghuo.muc;

import im.fenghuo.api.Jid;
import im.fenghuo.api.xml.Element;

/// One session that is in the room (XEP-0045 §4.1: a visit).
///
/// @param jid the real full JID
/// @param presence what its client says of itself: no addresses, no id, nothing that only the room
///   may say
public record Visit(Jid jid, Element presence) {}
