package im.fenghuo.muc;

import im.fenghuo.api.Account;
import im.fenghuo.api.Db;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Memberships;
import im.fenghuo.api.Memberships.Ground;
import im.fenghuo.api.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Keeps in step who the members of rooms are, online or not, with what makes them members: a
/// lasting affiliation, or a bookmark of a room that they may enter. Everything blocks.
final class RoomMembers {

  private final Memberships memberships;
  private final RoomOptions options;

  RoomMembers(Memberships memberships, RoomOptions options) {
    this.memberships = memberships;
    this.options = options;
  }

  /// Affiliations have changed.
  void affiliated(Db db, long room, List<Affiliated> changes) {
    List<Jid> members = new ArrayList<>();
    List<Jid> others = new ArrayList<>();
    List<Jid> outcasts = new ArrayList<>();
    for (Affiliated each : changes) {
      if (each.jid().hasLocalpart()) {
        (each.affiliation().entersMembersOnlyRooms() ? members : others).add(each.jid());
        if (each.affiliation() == Affiliation.OUTCAST) {
          outcasts.add(each.jid());
        }
      }
    }
    if (!members.isEmpty()) {
      memberships.add(db, group(db, room), members, Ground.AFFILIATION);
    }
    if (!others.isEmpty()) {
      memberships.remove(db, room, others, Ground.AFFILIATION);
    }
    if (!outcasts.isEmpty()) {
      memberships.remove(db, room, outcasts, Ground.BOOKMARK);
    }
  }

  private static Memberships.Group group(Db db, long room) {
    Row row =
        db.queryOne("SELECT localpart, service FROM muc_room WHERE id = $1", room).orElseThrow();
    return new Memberships.Group(room, Jid.of(row.text(0), row.text(1), ""));
  }

  /// The room is configured. Who has nothing but a bookmark cannot enter every room.
  void configured(Db db, long room, RoomConfiguration configuration) {
    if (!isOpen(configuration)) {
      memberships.removeAll(db, room, Ground.BOOKMARK);
    }
  }

  private static boolean isOpen(RoomConfiguration configuration) {
    return !configuration.is(RoomOptions.MEMBERS_ONLY)
        && !configuration.is(RoomOptions.PASSWORD_PROTECTED);
  }

  /// The room is no more.
  void ended(Db db, long room) {
    memberships.end(db, room);
  }

  /// An account has no bookmarks any more.
  void unbookmarked(Db db, Account account) {
    memberships.leaveAll(db, account, Ground.BOOKMARK);
  }

  /// An account has a bookmark, by which its clients enter a room, or has none any more.
  void bookmarked(Db db, Jid account, Jid jid, boolean isEntered) {
    Optional<Row> room =
        db.queryOne(
            """
            SELECT id, configuration, (
              SELECT affiliation FROM muc_affiliation WHERE room = muc_room.id AND jid = $3)
            FROM muc_room WHERE service = $1 AND localpart = $2
            """,
            jid.domainpart(),
            jid.localpart(),
            account.toString());
    if (room.isEmpty()) {
      return;
    }
    Row row = room.get();
    RoomConfiguration configuration = RoomConfiguration.of(row.bytes(1), options);
    String affiliation = row.textOrNull(2);
    boolean isOutcast = Affiliation.OUTCAST.value().equals(affiliation);
    if (isEntered && isOpen(configuration) && !isOutcast) {
      Memberships.Group group = new Memberships.Group(row.bigint(0), jid);
      memberships.add(db, group, List.of(account), Ground.BOOKMARK);
    } else {
      memberships.remove(db, row.bigint(0), List.of(account), Ground.BOOKMARK);
    }
  }
}
