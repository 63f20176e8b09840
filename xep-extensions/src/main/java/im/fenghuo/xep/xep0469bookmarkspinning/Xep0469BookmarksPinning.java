package im.fenghuo.xep.xep0469bookmarkspinning;

import im.fenghuo.api.Account;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Pins;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Xep;
import im.fenghuo.pubsub.bookmark.BookmarkExtensions;

/// [XEP-0469](https://xmpp.org/extensions/xep-0469.html): Bookmark Pinning. Clients pin; the server
/// knows what is pinned.
public final class Xep0469BookmarksPinning implements Xep, Pins {

  private static final String NAMESPACE = "urn:xmpp:bookmarks-pinning:0";

  private final BookmarkExtensions bookmarks;

  /// @param bookmarks where pins are
  public Xep0469BookmarksPinning(BookmarkExtensions bookmarks) {
    this.bookmarks = bookmarks;
  }

  @Override
  public Document document() {
    return new Document(469, "bookmarkspinning", "0.1.0");
  }

  @Override
  public void install(Registrar on) {
    bookmarks.want(on, NAMESPACE);
  }

  @Override
  public boolean isPinned(Account account, Jid with) {
    return bookmarks.find(account, with, NAMESPACE, "pinned") != null;
  }
}
