package im.fenghuo.xep.xep0486mucavatars;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Db;
import im.fenghuo.api.Iq;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Xep;
import im.fenghuo.api.form.Field;
import im.fenghuo.api.xml.Element;
import im.fenghuo.muc.Names;
import im.fenghuo.muc.Room;
import im.fenghuo.muc.RoomKey;
import im.fenghuo.muc.RoomRegistrar;
import im.fenghuo.muc.Rooms;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// [XEP-0486](https://xmpp.org/extensions/xep-0486.html): MUC avatars. A room has a vCard, which
/// its owners publish and everybody may read; the hash of its picture is among what service
/// discovery says of the room. Nothing is told by presence of the room itself, which the XEP
/// discourages (§5.2).
public final class Xep0486MucAvatars implements Xep {

  static final String NAMESPACE = "vcard-temp";

  /// Bytes of a vCard.
  static final int LIMIT = 256 * 1024;

  /// What is kept with a room beside its vCard: the hashes, which all who look for it want.
  private static final String KEPT = "avatar";

  /// How long a vCard stays in memory: whoever enters wants it, and they come together.
  private static final Duration RECENT = Duration.ofMinutes(1);

  private static final RoomKey<Recent> VCARD = new RoomKey<>("vCard");

  private final Rooms rooms;
  private final RoomVcards vcards;

  /// @param db where the vCards are kept
  public Xep0486MucAvatars(Rooms rooms, Db db) {
    this(rooms, new PgRoomVcards(db));
  }

  Xep0486MucAvatars(Rooms rooms, RoomVcards vcards) {
    this.rooms = rooms;
    this.vcards = vcards;
  }

  @Override
  public Document document() {
    return new Document(486, "muc-avatars", "0.1.0");
  }

  @Override
  public void install(Registrar on) {
    on.schema(Xep0486MucAvatars.class, List.of("schema/0001-room-vcard.sql"));
    on.feature(Rooms.SERVICE, NAMESPACE);
    RoomRegistrar inRooms = rooms.registrar();
    inRooms.feature(NAMESPACE);
    inRooms.information(Xep0486MucAvatars::hashes);
    inRooms.state(VCARD, _ -> new Recent());
    inRooms.iq(Iq.Type.GET, NAMESPACE, "vCard", this::get);
    inRooms.iq(Iq.Type.SET, NAMESPACE, "vCard", this::set);
  }

  /// §3.3.
  private static @Nullable Field hashes(Room room) {
    Element kept = room.kept(KEPT);
    return kept == null
        ? null
        : Field.result(
                "muc#roominfo_avatarhash",
                "text-multi",
                kept.children().stream().map(Element::text).toList())
            .labelled("Avatar hash");
  }

  /// Blocks. §3.4; empty where there is none (XEP-0054 §3.1).
  private Element get(Room room, Iq request) {
    Recent recent = room.get(VCARD);
    Element vcard = recent.vcard;
    if (vcard == null) {
      Element stored = vcards.get(room.id());
      vcard = stored == null ? Element.of(NAMESPACE, "vCard").build() : stored.serialized();
      recent.vcard = vcard;
      room.lane().after(RECENT, recent::forget);
    }
    return vcard;
  }

  /// Blocks. §3.2.
  private @Nullable Element set(Room room, Iq request) throws StanzaException {
    if (!room.affiliation(request.sender().bare()).owns()) {
      throw new StanzaException(Condition.FORBIDDEN, "Only owners are allowed to set avatars.");
    }
    Element vcard = request.payload();
    if (vcard.toBytes("").length > LIMIT) {
      throw new StanzaException(
          Condition.POLICY_VIOLATION, "a vCard has at most " + LIMIT + " bytes");
    }
    List<String> hashes = Photos.hashes(vcard);
    vcards.put(room.id(), vcard.children().isEmpty() ? null : vcard);
    room.get(VCARD).forget();
    Element.Builder kept = Element.of("vcard-temp:x:update", "x");
    hashes.forEach(hash -> kept.child("photo", hash));
    room.keep(KEPT, hashes.isEmpty() ? null : kept.build());
    room.requests().afterAnswer(() -> announce(room));
    return null;
  }

  private static void announce(Room room) {
    Element status = Element.of(Names.USER, "status").attribute("code", "104").build();
    room.messages().announce(List.of(Element.of(Names.USER, "x").child(status).build()));
  }

  /// The vCard, where somebody has asked for it not long ago. Belongs to the room's lane.
  private static final class Recent {
    private @Nullable Element vcard;

    void forget() {
      vcard = null;
    }
  }
}
