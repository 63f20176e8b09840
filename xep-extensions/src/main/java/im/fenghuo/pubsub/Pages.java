package im.fenghuo.pubsub;

import im.fenghuo.api.Archive.Cursor;
import im.fenghuo.api.page.PageRequest;
import java.util.List;
import java.util.function.Function;

/// Cuts pages out of lists that are small enough to be read whole (XEP-0059).
final class Pages {

  private Pages() {}

  /// The page that is asked for.
  ///
  /// @param id what the client names an entry by; an entry that is not there counts as the end
  static <T> List<T> cut(List<T> all, Function<T, String> id, PageRequest request) {
    int max = request.max();
    return switch (request.cursor()) {
      case Cursor.First() -> all.subList(0, Math.min(max, all.size()));
      case Cursor.Last() -> all.subList(Math.max(0, all.size() - max), all.size());
      case Cursor.After(String after) -> {
        int start = indexOf(all, id, after) + 1;
        yield start == 0 ? List.of() : all.subList(start, Math.min(all.size(), start + max));
      }
      case Cursor.Before(String before) -> {
        int end = Math.max(0, indexOf(all, id, before));
        yield all.subList(Math.max(0, end - max), end);
      }
    };
  }

  private static <T> int indexOf(List<T> all, Function<T, String> id, String wanted) {
    for (int i = 0; i < all.size(); i++) {
      if (id.apply(all.get(i)).equals(wanted)) {
        return i;
      }
    }
    return -1;
  }
}
