package im.fenghuo.xep.xep0433extendedchannelsearch;

import im.fenghuo.api.Archive.Cursor;
import im.fenghuo.api.Condition;
import im.fenghuo.api.Iq;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Xep;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.page.PageRequest;
import im.fenghuo.api.xml.Element;
import im.fenghuo.muc.ListedRoom;
import im.fenghuo.muc.RoomSearch;
import im.fenghuo.muc.Rooms;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// [XEP-0433](https://xmpp.org/extensions/xep-0433.html): Extended Channel Search. The service of
/// rooms searches those that everybody may find. How many are in a room may be some seconds old.
public final class Xep0433ExtendedChannelSearch implements Xep {

  private static final int PAGE = 50;
  private static final int LIMIT = 100;

  private final Rooms rooms;

  public Xep0433ExtendedChannelSearch(Rooms rooms) {
    this.rooms = rooms;
  }

  @Override
  public Document document() {
    return new Document(433, "extended-channel-search", "0.1.0");
  }

  @Override
  public void install(Registrar on) {
    on.feature(Rooms.SERVICE, Names.SEARCH);
    on.iq(Iq.Type.GET, Rooms.SERVICE, Names.SEARCH, "search", this::search);
  }

  /// Blocks. §4.2.
  private Element search(IqRequest request) throws StanzaException {
    DataForm form = DataForm.in(request.payload());
    if (form == null) {
      return Element.of(Names.SEARCH, "search").child(SearchForm.empty().toElement()).build();
    }
    RoomSearch search = SearchForm.read(request.iq().recipient().domainpart(), form);
    PageRequest page = PageRequest.in(request.payload(), PAGE, LIMIT);
    Element.Builder result = Element.of(Names.SEARCH, "result");
    if (search == null) {
      return result.child(PageRequest.answer(null, null, 0L)).build();
    }
    check(search.order(), page.cursor());
    List<ListedRoom> found = page.max() == 0 ? List.of() : rooms.list(search, page);
    found.forEach(room -> result.child(Found.item(room)));
    return result
        .child(
            PageRequest.answer(
                found.isEmpty() ? null : search.order().id(found.getFirst()),
                found.isEmpty() ? null : search.order().id(found.getLast()),
                rooms.count(search)))
        .build();
  }

  /// A page may begin at what is in no other (XEP-0059 §2.3).
  private static void check(RoomSearch.Order order, Cursor cursor) throws StanzaException {
    @Nullable String id =
        switch (cursor) {
          case Cursor.After(String after) -> after;
          case Cursor.Before(String before) -> before;
          case Cursor.First(), Cursor.Last() -> null;
        };
    if (id != null && !order.isId(id)) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND, "this is in no page: " + id);
    }
  }
}
