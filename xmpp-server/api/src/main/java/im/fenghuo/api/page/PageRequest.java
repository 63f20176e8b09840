package im.fenghuo.api.page;

import im.fenghuo.api.Archive.Cursor;
import im.fenghuo.api.Condition;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import org.jspecify.annotations.Nullable;

/// Which page of a long result is wanted (XEP-0059 §2).
///
/// @param cursor where it lies
/// @param max how many items at the most; 0 to be told only how many there are
public record PageRequest(Cursor cursor, int max) {

  /// The namespace of requests and answers.
  public static final String NAMESPACE = "http://jabber.org/protocol/rsm";

  /// Reads the `<set/>` that a request contains; without one, the first page is wanted.
  ///
  /// @param usual how many items when the request does not say
  /// @param limit how many items at the most, whatever the request says
  /// @throws StanzaException `bad-request` when it makes no sense; `feature-not-implemented` for a
  ///   page by index (§2.5)
  public static PageRequest in(Element parent, int usual, int limit) throws StanzaException {
    Element set = parent.child(NAMESPACE, "set");
    if (set == null) {
      return new PageRequest(new Cursor.First(), usual);
    }
    if (set.has(NAMESPACE, "index")) {
      throw new StanzaException(
          Condition.FEATURE_NOT_IMPLEMENTED, "pages are found by ids, not by an index");
    }
    Element max = set.child(NAMESPACE, "max");
    return new PageRequest(
        cursor(set.child(NAMESPACE, "after"), set.child(NAMESPACE, "before")),
        max == null ? usual : Math.min(limit, number(max.text())));
  }

  private static Cursor cursor(@Nullable Element after, @Nullable Element before)
      throws StanzaException {
    String afterId = after == null ? "" : after.text();
    String beforeId = before == null ? "" : before.text();
    if (!afterId.isEmpty() && before != null) {
      throw new StanzaException(Condition.BAD_REQUEST, "either 'before' or 'after', not both");
    }
    if (before == null) {
      return afterId.isEmpty() ? new Cursor.First() : new Cursor.After(afterId);
    }
    return beforeId.isEmpty() ? new Cursor.Last() : new Cursor.Before(beforeId);
  }

  /// An unsigned int in the XEP's schema.
  private static int number(String text) throws StanzaException {
    try {
      long number = Integer.toUnsignedLong(Integer.parseUnsignedInt(text.strip()));
      return (int) Math.min(number, Integer.MAX_VALUE);
    } catch (NumberFormatException e) {
      throw new StanzaException(Condition.BAD_REQUEST, "'max' is a number that is not negative");
    }
  }

  /// The `<set/>` that answers a request.
  ///
  /// @param first the id of the first item in the page; null for an empty page
  /// @param last the id of the last item in the page
  /// @param count how many items there are in all pages, where that is known
  public static Element answer(
      @Nullable String first, @Nullable String last, @Nullable Long count) {
    Element.Builder set = Element.of(NAMESPACE, "set");
    if (first != null && last != null) {
      set.child("first", first).child("last", last);
    }
    if (count != null) {
      set.child("count", count.toString());
    }
    return set.build();
  }
}
