package im.fenghuo.muc;

import im.fenghuo.api.DiscoInfo;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.NodeHandler;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.page.PageRequest;
import im.fenghuo.api.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The rooms that everybody may find, as items of the service (XEP-0045 §6.3): page by page where
/// there are many.
public final class ListedRooms implements NodeHandler {

  private static final String ITEMS = "http://jabber.org/protocol/disco#items";
  private static final int PAGE = 100;

  private final Supplier<RoomStore> store;

  ListedRooms(Supplier<RoomStore> store) {
    this.store = store;
  }

  @Override
  public @Nullable DiscoInfo info(IqRequest request, String node) {
    return null;
  }

  /// Blocks.
  @Override
  public List<Element> items(IqRequest request) throws StanzaException {
    RoomSearch search = RoomSearch.all(request.iq().recipient().domainpart());
    PageRequest page = PageRequest.in(request.payload(), PAGE, PAGE);
    // One more than is shown says whether there are more.
    List<ListedRoom> rooms =
        store.get().list(search, new PageRequest(page.cursor(), page.max() + 1));
    boolean isAll = rooms.size() <= page.max();
    boolean isBackward =
        page.cursor() instanceof im.fenghuo.api.Archive.Cursor.Before
            || page.cursor() instanceof im.fenghuo.api.Archive.Cursor.Last;
    List<ListedRoom> shown =
        isAll
            ? rooms
            : isBackward
                ? rooms.subList(rooms.size() - page.max(), rooms.size())
                : rooms.subList(0, page.max());
    List<Element> items = new ArrayList<>();
    for (ListedRoom room : shown) {
      items.add(
          Element.of(ITEMS, "item")
              .attribute("jid", room.jid().toString())
              .attribute("name", room.name())
              .build());
    }
    if (!isAll || request.payload().has(PageRequest.NAMESPACE, "set")) {
      items.add(
          PageRequest.answer(
              shown.isEmpty() ? null : shown.getFirst().jid().localpart(),
              shown.isEmpty() ? null : shown.getLast().jid().localpart(),
              store.get().count(search)));
    }
    return items;
  }
}
