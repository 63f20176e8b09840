package im.fenghuo.xep.xep0280carbons;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The ids of the last eligible messages that a session has sent or received: an error with one of
/// them answers an eligible message. Immutable.
record RecentIds(List<String> ids) {

  static final RecentIds NONE = new RecentIds(List.of());

  private static final int KEPT = 32;

  /// Ids that clients make are shorter. What is kept is chosen by strangers, and must be bounded.
  private static final int LONGEST = 256;

  /// With one more id; the oldest is forgotten.
  RecentIds with(String id) {
    if (id.length() > LONGEST) {
      return this;
    }
    List<String> more = new ArrayList<>(KEPT);
    more.addAll(ids.size() < KEPT ? ids : ids.subList(1, KEPT));
    more.add(id);
    return new RecentIds(List.copyOf(more));
  }

  boolean has(@Nullable String id) {
    return id != null && ids.contains(id);
  }
}
