package im.fenghuo.muc;

class InMemoryRoomStoreTest extends RoomStoreContract {

  private final RoomStore store = new InMemoryRoomStore();

  @Override
  RoomStore store() {
    return store;
  }
}
