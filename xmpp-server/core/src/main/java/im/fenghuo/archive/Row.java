package im.fenghuo.archive;

/// A message on its way into an archive.
///
/// @param lane who numbered it, and hears what became of it
/// @param number its number in the archive
/// @param tag the incarnation of the lane that gave the number
/// @param content the message
/// @param expires its partition
/// @param before the partition of the message before it, where its number is to be seen too
/// @param receipt closed once the row is durable
public record Row(
    ArchiveLane lane,
    long number,
    int tag,
    Content content,
    int expires,
    int before,
    Receipt receipt) {

  /// Whether the message before it is in another partition.
  boolean isStep() {
    return expires != before;
  }
}
