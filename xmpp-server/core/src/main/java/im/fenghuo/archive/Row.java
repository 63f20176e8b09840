package im.fenghuo.archive;

import im.fenghuo.api.Jid;
import java.time.Instant;

/// A message on its way into an archive.
///
/// @param lane who numbered it, and hears what became of it
/// @param number its number in the archive
/// @param tag the incarnation of the lane that gave the number
/// @param peer the other side of the conversation, as addressed
/// @param outgoing whether the archive's owner sent it
/// @param stanza the message as XML, with its namespace
/// @param receipt closed once the row is durable
@SuppressWarnings("ArrayRecordComponent") // compared by identity, never changed
public record Row(
    ArchiveLane lane,
    long number,
    int tag,
    Instant at,
    Jid peer,
    boolean outgoing,
    byte[] stanza,
    Receipt receipt) {

  /// The same message with another number.
  Row renumbered(long newNumber, int newTag) {
    return new Row(lane, newNumber, newTag, at, peer, outgoing, stanza, receipt);
  }
}
