package im.fenghuo.archive;

/// A message on its way into an archive.
///
/// @param lane who numbered it, and hears what became of it
/// @param number its number in the archive
/// @param tag the incarnation of the lane that gave the number
/// @param content the message
/// @param receipt closed once the row is durable
public record Row(ArchiveLane lane, long number, int tag, Content content, Receipt receipt) {

  /// The same message with another number.
  Row renumbered(long newNumber, int newTag) {
    return new Row(lane, newNumber, newTag, content, receipt);
  }
}
