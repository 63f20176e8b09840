package im.fenghuo.muc;

import im.fenghuo.api.Condition;
import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is asked for or wanted of somebody (XEP-0045 §18.3): either an affiliation or a role.
///
/// @param affiliation null where it is about a role
/// @param role null where it is about an affiliation
/// @param jid whom it is about, as it was given, or null
/// @param nickname in its normal form; "" for none any more; null where it says nothing
/// @param reason for people, or null
record AdminItem(
    @Nullable Affiliation affiliation,
    @Nullable Role role,
    @Nullable Jid jid,
    @Nullable String nickname,
    @Nullable String reason) {

  private static final int LONGEST_REASON = 1000;

  /// Reads the items of a request.
  ///
  /// @param room whose nicknames these are
  /// @throws StanzaException `bad-request`, `jid-malformed` or `not-acceptable` for what makes no
  ///   sense
  static List<AdminItem> in(Element query, Jid room) throws StanzaException {
    List<AdminItem> items = new ArrayList<>();
    for (Element child : query.children()) {
      if (child.is(Names.ADMIN, "item")) {
        items.add(of(child, room));
      }
    }
    if (items.isEmpty()) {
      throw new StanzaException(Condition.BAD_REQUEST, "an item is missing");
    }
    return items;
  }

  private static AdminItem of(Element item, Jid room) throws StanzaException {
    Affiliation affiliation = Affiliation.of(item.attribute("affiliation"));
    Role role = Role.of(item.attribute("role"));
    boolean isKnown =
        (item.attribute("affiliation") == null) == (affiliation == null)
            && (item.attribute("role") == null) == (role == null);
    if (!isKnown || (affiliation == null) == (role == null)) {
      throw new StanzaException(
          Condition.BAD_REQUEST, "an item is about an affiliation or about a role");
    }
    Element reason = item.child(Names.ADMIN, "reason");
    String text = reason == null ? "" : reason.text().strip();
    if (text.length() > LONGEST_REASON) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "this reason is too long");
    }
    return new AdminItem(
        affiliation,
        role,
        jid(item.attribute("jid")),
        nickname(item.attribute("nick"), room),
        text.isEmpty() ? null : text);
  }

  private static @Nullable Jid jid(@Nullable String written) throws StanzaException {
    try {
      return written == null ? null : Jid.parse(written);
    } catch (InvalidJidException e) {
      throw new StanzaException(Condition.JID_MALFORMED, "this is no JID: " + written);
    }
  }

  /// The normal form of a nickname (§15.1).
  static @Nullable String nickname(@Nullable String written, Jid room) throws StanzaException {
    try {
      return written == null ? null : room.withResource(written).resourcepart();
    } catch (InvalidJidException e) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "this is no nickname: " + written);
    }
  }
}
