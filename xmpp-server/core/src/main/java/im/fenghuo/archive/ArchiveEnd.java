package im.fenghuo.archive;

/// Where an archive ends, in storage: all that whoever goes on with it has to know.
///
/// @param number the last number that is durable, 0 for none; also when its message has gone
/// @param expires the partition of that message, in which the next number is to be seen too;
///   [Retention#NEVER] if it has gone
/// @param gone the last day whose partition takes no messages any more, 0 for none
public record ArchiveEnd(long number, int expires, int gone) {

  /// That of an archive in which nothing ever was.
  public static final ArchiveEnd EMPTY = new ArchiveEnd(0, Retention.NEVER, 0);
}
