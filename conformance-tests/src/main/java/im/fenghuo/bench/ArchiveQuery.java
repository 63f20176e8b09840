package im.fenghuo.bench;

/// The queries of XEP-0313 that load clients make, as text.
final class ArchiveQuery {

  private static final String MAM = "urn:xmpp:mam:2";
  private static final String RSM = "http://jabber.org/protocol/rsm";

  private ArchiveQuery() {}

  /// The last `max` messages of one's own archive.
  static String lastPage(String id, int max) {
    return query(id, "", max, "<before/>");
  }

  /// The last `max` messages that have a text (XEP-0431), or of all for "".
  static String lastPage(String id, int max, String text) {
    return text.isEmpty()
        ? lastPage(id, max)
        : query(id, form("{urn:xmpp:fulltext:0}fulltext", text), max, "<before/>");
  }

  private static String form(String field, String value) {
    return "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE' type='hidden'><value>"
        + MAM
        + "</value></field><field var='"
        + field
        + "'><value>"
        + value
        + "</value></field></x>";
  }

  /// The first `max` messages that arrived since an instant (XEP-0082) and after an archive id; no
  /// id means from the start.
  static String pageAfter(String id, int max, String since, String after) {
    return query(
        id, form("start", since), max, after.isEmpty() ? "" : "<after>" + after + "</after>");
  }

  private static String query(String id, String form, int max, String position) {
    return "<iq type='set' id='"
        + id
        + "'><query xmlns='"
        + MAM
        + "' queryid='"
        + id
        + "'>"
        + form
        + "<set xmlns='"
        + RSM
        + "'><max>"
        + max
        + "</max>"
        + position
        + "</set></query></iq>";
  }
}
