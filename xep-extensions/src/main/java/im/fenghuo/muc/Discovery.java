package im.fenghuo.muc;

import im.fenghuo.api.Condition;
import im.fenghuo.api.DiscoInfo;
import im.fenghuo.api.Iq;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.form.Field;
import im.fenghuo.api.xml.Element;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What service discovery says of a room (XEP-0045 §6.4, §6.5, §7.12, §17.2.1).
final class Discovery {

  private static final String ITEMS = "http://jabber.org/protocol/disco#items";

  /// How many occupants are named.
  private static final int NAMED = 1000;

  private Discovery() {}

  static void install(RoomRegistrar on) {
    on.quickIq(Iq.Type.GET, DiscoInfo.NAMESPACE, "query", Discovery::info);
    on.quickIq(Iq.Type.GET, ITEMS, "query", Discovery::items);
    on.node("x-roomuser-item", Discovery::reservedNickname);
    on.node(Names.MUC + "#traffic", Discovery::traffic);
    on.feature(Names.MUC);
    on.feature(Names.MUC + "#stable_id");
    either(on, RoomOptions.PASSWORD_PROTECTED, "muc_passwordprotected", "muc_unsecured");
    either(on, RoomOptions.PUBLIC, "muc_public", "muc_hidden");
    either(on, RoomOptions.PERSISTENT, "muc_persistent", "muc_temporary");
    either(on, RoomOptions.MEMBERS_ONLY, "muc_membersonly", "muc_open");
    either(on, RoomOptions.MODERATED, "muc_moderated", "muc_unmoderated");
    on.feature(
        "muc_nonanonymous", room -> room.configuration().get(RoomOptions.WHOIS) == Whois.ANYONE);
    on.feature(
        "muc_semianonymous",
        room -> room.configuration().get(RoomOptions.WHOIS) == Whois.MODERATORS);
  }

  private static void either(RoomRegistrar on, RoomOption<Boolean> option, String yes, String no) {
    on.feature(yes, room -> room.configuration().is(option));
    on.feature(no, room -> !room.configuration().is(option));
  }

  private static Element info(Room room, Iq request) throws StanzaException {
    String node = request.payload().attribute("node");
    if (node != null && !node.isEmpty()) {
      RoomRegistrar.RoomNode known = room.registrations().node(node);
      if (known == null) {
        throw new StanzaException(Condition.ITEM_NOT_FOUND, "a room has no such node");
      }
      return described(DiscoInfo.NAMESPACE, node, known, room, request);
    }
    return new DiscoInfo(
            List.of(new Registrar.Identity("conference", "text", name(room))),
            room.registrations().features(room),
            List.of(information(room).toElement()))
        .toElement(null);
  }

  private static Element described(
      String namespace, String node, RoomRegistrar.RoomNode known, Room room, Iq request)
      throws StanzaException {
    return Element.of(namespace, "query")
        .attribute("node", node)
        .children(known.describe(room, request))
        .build();
  }

  private static String name(Room room) {
    String name = room.configuration().get(RoomOptions.ROOM_NAME);
    return name.isEmpty() ? room.jid().localpart() : name;
  }

  private static DataForm information(Room room) {
    RoomConfiguration configuration = room.configuration();
    List<Field> fields = new ArrayList<>();
    fields.add(
        one("muc#roominfo_description", configuration.get(RoomOptions.ROOM_DESCRIPTION))
            .labelled("Description"));
    fields.add(
        one("muc#roominfo_occupants", Integer.toString(room.occupants().size()))
            .labelled("Number of occupants"));
    RoomSubject subject = room.state().subject();
    if (subject != null) {
      Element text = subject.message().child(im.fenghuo.api.Stanza.NAMESPACE, "subject");
      fields.add(
          one("muc#roominfo_subject", text == null ? "" : text.text())
              .labelled("Current Discussion Topic"));
    }
    if (!configuration.get(RoomOptions.LANGUAGE).isEmpty()) {
      fields.add(one("muc#roominfo_lang", configuration.get(RoomOptions.LANGUAGE)));
    }
    for (RoomOption<?> each :
        List.of(
            RoomOptions.CHANGE_SUBJECT,
            RoomOptions.ALLOW_INVITES,
            RoomOptions.PRIVATE_MESSAGES,
            RoomOptions.MAX_HISTORY,
            RoomOptions.CONTACTS,
            RoomOptions.PUBSUB_NODE)) {
      List<String> values = values(configuration, each);
      if (!values.isEmpty()) {
        fields.add(Field.result(each.name(), values));
      }
    }
    fields.addAll(room.registrations().information(room));
    return DataForm.result(Names.ROOM_INFO, fields);
  }

  private static <T> List<String> values(RoomConfiguration configuration, RoomOption<T> option) {
    return option.write(configuration.get(option));
  }

  private static Field one(String name, String value) {
    return Field.result(name, List.of(value));
  }

  /// Who is there is said to those who are there, too, and see it; of a room that everybody may
  /// find and enter, to everybody.
  private static Element items(Room room, Iq request) throws StanzaException {
    @Nullable String node = request.payload().attribute("node");
    RoomRegistrar.RoomNode known = node == null ? null : room.registrations().items(node);
    if (node != null && known != null) {
      return described(ITEMS, node, known, room, request);
    }
    Element.Builder query = Element.of(ITEMS, "query").attribute("node", node);
    if (node == null && (isOpen(room) || room.occupants().of(request.sender()) != null)) {
      room.occupants().all().stream()
          .filter(each -> room.isVisible(each.role()))
          .limit(NAMED)
          .forEach(each ->
              query.child(
                  Element.of(ITEMS, "item").attribute("jid", each.jid().toString()).build()));
    }
    return query.build();
  }

  private static boolean isOpen(Room room) {
    RoomConfiguration configuration = room.configuration();
    return configuration.is(RoomOptions.PUBLIC)
        && !configuration.is(RoomOptions.MEMBERS_ONLY)
        && !configuration.is(RoomOptions.PASSWORD_PROTECTED);
  }

  private static List<Element> reservedNickname(Room room, Iq request) {
    String nickname = room.affiliations().nickname(request.sender().bare());
    return nickname == null
        ? List.of()
        : List.of(
            Element.of(DiscoInfo.NAMESPACE, "identity")
                .attribute("category", "conference")
                .attribute("name", nickname)
                .attribute("type", "text")
                .build());
  }

  /// Nothing is taken out of what occupants say.
  private static List<Element> traffic(Room room, Iq request) throws StanzaException {
    throw new StanzaException(Condition.SERVICE_UNAVAILABLE, "everything passes here");
  }
}
