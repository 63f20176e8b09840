package im.fenghuo.muc;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Jid;
import im.fenghuo.archive.PgConversations;
import im.fenghuo.storage.Schema;
import im.fenghuo.storage.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgRoomStoreTest extends RoomStoreContract {

  @RegisterExtension
  static final TestDatabase DATABASE =
      TestDatabase.migrated(
          Schema.resources("muc", PgRoomStore.class, PgRoomStore.SCHEMA.toArray(String[]::new)));

  @Override
  RoomStore store() {
    return new PgRoomStore(
        DATABASE.db(),
        OPTIONS,
        new RoomMembers(new PgConversations(DATABASE.db()).memberships(), OPTIONS));
  }

  @BeforeEach
  void empty() {
    DATABASE.db().update("DELETE FROM muc_room");
    DATABASE.db().update("DELETE FROM removed_archive");
  }

  @Test
  void the_archive_of_a_removed_room_is_cleared_as_those_of_accounts_are() {
    StoredRoom room =
        store()
            .create(
                Jid.parse("coven@muc.shakespeare.example"),
                Jid.parse("crone1@shakespeare.example"),
                RoomConfiguration.usual())
            .orElseThrow();
    store().remove(room.id());
    assertThat(
            DATABASE.db().queryOne("SELECT archive FROM removed_archive").orElseThrow().bigint(0))
        .isEqualTo(room.id());
    assertThat(DATABASE.db().query("SELECT FROM muc_affiliation")).isEmpty();
  }

  @Test
  void a_room_and_an_account_never_have_the_same_archive() {
    long account = DATABASE.account("romeo");
    StoredRoom room =
        store()
            .create(
                Jid.parse("verona@muc.shakespeare.example"),
                Jid.parse("crone1@shakespeare.example"),
                RoomConfiguration.usual())
            .orElseThrow();
    assertThat(room.id()).isGreaterThan(account);
  }
}
