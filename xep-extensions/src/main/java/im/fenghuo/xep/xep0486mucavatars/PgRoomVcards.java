package im.fenghuo.xep.xep0486mucavatars;

import im.fenghuo.api.Db;
import im.fenghuo.api.xml.Element;
import org.jspecify.annotations.Nullable;

/// The vCards of rooms in the database. Everything blocks.
record PgRoomVcards(Db db) implements RoomVcards {

  @Override
  public @Nullable Element get(long room) {
    return db.queryOne("SELECT xml FROM muc_vcard WHERE room = $1", room)
        .map(row -> row.element(0))
        .orElse(null);
  }

  @Override
  public void put(long room, @Nullable Element vcard) {
    if (vcard == null) {
      db.update("DELETE FROM muc_vcard WHERE room = $1", room);
      return;
    }
    db.update(
        """
        INSERT INTO muc_vcard (room, xml) VALUES ($1, $2)
        ON CONFLICT (room) DO UPDATE SET xml = excluded.xml
        """,
        room,
        vcard.toBytes(""));
  }
}
