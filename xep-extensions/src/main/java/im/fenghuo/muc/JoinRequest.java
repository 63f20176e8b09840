package im.fenghuo.muc;

import im.fenghuo.api.Delay;
import im.fenghuo.api.Jid;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.form.Field;
import im.fenghuo.api.xml.Element;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Somebody wants to be a member of the room.
///
/// @param account a bare JID
/// @param nickname to be reserved
/// @param about what else they have filled in
record JoinRequest(Jid account, String nickname, List<Field> about, Instant since) {

  /// Of forms: whom it is about. XEP-0045 has no field for that.
  static final String JID = "x-muc#register_jid";

  static final String NICKNAME = "muc#register_roomnick";
  static final String ALLOW = "muc#register_allow";

  JoinRequest {
    about = List.copyOf(about);
  }

  /// As it is kept.
  Element toElement() {
    List<Field> fields = new ArrayList<>(about);
    fields.add(Field.result(NICKNAME, List.of(nickname)));
    return Element.of(JoinRequests.NAMESPACE, "request")
        .attribute("jid", account.toString())
        .attribute("since", since.toString())
        .child(DataForm.result(Names.REGISTER, fields).toElement())
        .build();
  }

  /// As it was kept.
  static JoinRequest of(Element stored) {
    DataForm form = Objects.requireNonNull(DataForm.in(stored));
    List<Field> about = new ArrayList<>();
    for (String name : form.names()) {
      if (!name.equals(NICKNAME)) {
        about.add(Field.result(name, form.values(name)));
      }
    }
    return new JoinRequest(
        Jid.parse(Objects.requireNonNull(stored.attribute("jid"))),
        Objects.requireNonNull(form.value(NICKNAME)),
        about,
        Instant.parse(Objects.requireNonNull(stored.attribute("since"))));
  }

  /// The form by which an admin decides (§9.9).
  DataForm toForm() {
    List<Field> fields = new ArrayList<>();
    fields.add(Field.of(JID, "jid-single", account.toString()).labelled("User ID"));
    for (Field each : about) {
      fields.add(RegistrationForm.field(each.name(), each.values()));
    }
    fields.add(RegistrationForm.field(NICKNAME, List.of(nickname)));
    fields.add(
        Field.of("x-muc#register_since", "text-single", Delay.stamp(since)).labelled("Since"));
    fields.add(
        Field.of(ALLOW, "boolean", "0").labelled("Allow this person to register with the room?"));
    return DataForm.form(Names.REGISTER, fields)
        .titled(
            "Registration request",
            "To approve this registration request, select \"Allow this person to register with the"
                + " room?\". To skip it, cancel.");
  }
}
