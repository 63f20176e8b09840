package im.fenghuo.muc;

import im.fenghuo.api.Account;
import im.fenghuo.api.Db;
import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Jid;
import im.fenghuo.api.xml.Element;
import im.fenghuo.pubsub.Item;
import im.fenghuo.pubsub.Pubsub;
import java.util.Collection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Who has a bookmark by which their clients enter a room (XEP-0402) is a member of it.
final class RoomBookmarks implements Pubsub.Follower {

  static final String NODE = "urn:xmpp:bookmarks:1";

  private final Supplier<RoomMembers> members;

  RoomBookmarks(Supplier<RoomMembers> members) {
    this.members = members;
  }

  @Override
  public void published(Db db, Account account, Item item) {
    Element conference = item.payload();
    String autojoin =
        conference != null && conference.is(NODE, "conference")
            ? conference.attribute("autojoin")
            : null;
    bookmarked(db, account, item.id(), "true".equals(autojoin) || "1".equals(autojoin));
  }

  @Override
  public void retracted(Db db, Account account, Collection<String> ids) {
    ids.forEach(id -> bookmarked(db, account, id, false));
  }

  @Override
  public void cleared(Db db, Account account) {
    members.get().unbookmarked(db, account);
  }

  private void bookmarked(Db db, Account account, String id, boolean isEntered) {
    Jid room = jid(id);
    if (room != null && room.hasLocalpart()) {
      members.get().bookmarked(db, account.jid(), room.bare(), isEntered);
    }
  }

  /// What clients keep there is theirs, and may be anything.
  private static @Nullable Jid jid(String text) {
    try {
      return Jid.parse(text);
    } catch (InvalidJidException e) {
      return null;
    }
  }
}
