package im.fenghuo.roster;

/// What one account may have.
///
/// @param maxItems contacts in the roster
/// @param maxRequests contacts whose subscription requests wait for an answer
/// @param maxDirected how many entities a session may have sent directed presence
public record RosterLimits(int maxItems, int maxRequests, int maxDirected) {

  /// Enough for people; a gateway may need more.
  public static final RosterLimits DEFAULT = new RosterLimits(5000, 1000, 2000);
}
