package im.fenghuo.xep.xep0513mentions;

import im.fenghuo.api.Condition;
import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Iq;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Xep;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.form.Field;
import im.fenghuo.api.xml.Element;
import im.fenghuo.muc.Room;
import im.fenghuo.muc.RoomConfiguration;
import im.fenghuo.muc.RoomListener;
import im.fenghuo.muc.RoomOption;
import im.fenghuo.muc.RoomOptions;
import im.fenghuo.muc.RoomRegistrar;
import im.fenghuo.muc.Rooms;
import im.fenghuo.muc.mention.Mention;
import im.fenghuo.muc.mention.Mentions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// [XEP-0513](https://xmpp.org/extensions/xep-0513.html): Explicit Mentions, of one person and of
/// everybody in the room. Owners say who may; what nobody has a right to, the room takes away.
public final class Xep0513Mentions implements Xep {

  private static final String NAMESPACE = "urn:xmpp:mentions:0";
  private static final String CHANNEL = NAMESPACE + "#channel";
  private static final List<RoomOption<?>> OPTIONS =
      List.of(Mentions.COUNT, Mentions.INDIVIDUAL, Mentions.CHANNEL);
  private static final RoomOptions PERMISSIONS =
      RoomOptions.none().with(Mentions.COUNT).with(Mentions.INDIVIDUAL).with(Mentions.CHANNEL);

  private final Rooms rooms;
  private final Mentions mentions;

  /// @param rooms the engine
  /// @param mentions of rooms
  public Xep0513Mentions(Rooms rooms, Mentions mentions) {
    this.rooms = rooms;
    this.mentions = mentions;
  }

  @Override
  public Document document() {
    return new Document(513, "mentions", "0.1.0");
  }

  @Override
  public void install(Registrar on) {
    RoomRegistrar inRooms = rooms.registrar();
    mentions.install(on, inRooms);
    mentions.syntax(Xep0513Mentions::read);
    inRooms.feature(NAMESPACE);
    inRooms.feature(CHANNEL);
    for (RoomOption<?> each : OPTIONS) {
      inRooms.information(room -> field(room.configuration(), each));
    }
    inRooms.quickIq(Iq.Type.GET, NAMESPACE, "query", (room, _) -> form(room));
    inRooms.iq(Iq.Type.SET, NAMESPACE, "query", Xep0513Mentions::configure);
    inRooms.listener(new Changes());
  }

  private static @Nullable Mention read(Room room, Element child) {
    if (!child.is(NAMESPACE, "mention")) {
      return null;
    }
    String group = child.attribute("mentions");
    boolean isSilent = child.child(NAMESPACE, "noping") != null;
    if (group == null) {
      Jid account = account(room, child);
      boolean isMissed =
          account != null
              && child.child(NAMESPACE, "active") != null
              && room.occupants().ofAccount(account).isEmpty();
      return new Mention(Mention.What.ONE, account, isSilent || isMissed);
    }
    String uri = child.attribute("uri");
    if (group.equals(CHANNEL) && (uri == null || uri.equals("xmpp:" + room.jid()))) {
      // Whoever is active is there; nothing is kept for the others.
      boolean isForActive = child.child(NAMESPACE, "active") != null;
      return new Mention(Mention.What.EVERYBODY, null, isSilent || isForActive);
    }
    return new Mention(Mention.What.UNKNOWN, null, true);
  }

  private static @Nullable Jid account(Room room, Element mention) {
    String id = mention.attribute("occupantid");
    String jid = mention.attribute("jid");
    try {
      return id != null
          ? room.accountOf(id)
          : jid == null ? null : Mentions.account(room, Jid.parse(jid));
    } catch (InvalidJidException e) {
      return null;
    }
  }

  private static Field field(RoomConfiguration configuration, RoomOption<?> option) {
    Field field =
        configuration.toFields(PERMISSIONS).stream()
            .filter(each -> each.name().equals(option.name()))
            .findFirst()
            .orElseThrow();
    return Field.result(field.name(), field.type(), field.values());
  }

  private static Element form(Room room) {
    List<Field> fields =
        room.configuration().toFields(PERMISSIONS).stream().map(Field::required).toList();
    DataForm form =
        DataForm.form(NAMESPACE, fields)
            .titled(
                "Permissions for Explicit Mentions",
                "Say who may mention whom. The count is how many mentions a message may have.");
    return Element.of(NAMESPACE, "query").child(form.toElement()).build();
  }

  /// Blocks.
  ///
  /// @throws StanzaException `forbidden` to those who are no owners, `bad-request` without a form,
  ///   `not-acceptable` for what makes no sense
  private static @Nullable Element configure(Room room, Iq request) throws StanzaException {
    if (!room.affiliation(request.sender().bare()).owns()) {
      throw new StanzaException(Condition.FORBIDDEN, "only owners say who may mention whom");
    }
    DataForm form = DataForm.in(request.payload());
    if (form == null || !form.formType().equals(NAMESPACE)) {
      throw new StanzaException(Condition.BAD_REQUEST, "the form is missing");
    }
    RoomConfiguration changed = room.configuration().with(form, PERMISSIONS);
    room.configuring().change(changed);
    return null;
  }

  /// Everybody learns what is different.
  private static final class Changes implements RoomListener {
    @Override
    public void configured(Room room, RoomConfiguration before) {
      RoomConfiguration now = room.configuration();
      List<Field> changed =
          OPTIONS.stream()
              .filter(each -> now.differences(before).contains(each))
              .map(each -> field(now, each))
              .toList();
      if (!changed.isEmpty()) {
        DataForm form =
            DataForm.result(NAMESPACE, changed)
                .titled("Updated configuration for Explicit Mention Permissions", "");
        room.messages().announce(List.of(form.toElement()));
      }
    }
  }
}
