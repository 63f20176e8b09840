package im.fenghuo.muc;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Iq;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.xml.Element;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How people make themselves members, with a nickname that is theirs, and cease to be (XEP-0045
/// §7.10).
final class Registering {

  private static final String NAMESPACE = "jabber:iq:register";

  private Registering() {}

  static void install(RoomRegistrar on) {
    on.option(Registration.OPTION);
    on.state(JoinRequests.KEY, JoinRequests::of);
    on.feature(
        NAMESPACE, room -> room.configuration().get(Registration.OPTION) != Registration.CLOSED);
    on.quickIq(Iq.Type.GET, NAMESPACE, "query", Registering::get);
    on.iq(Iq.Type.SET, NAMESPACE, "query", Registering::set);
  }

  private static Element get(Room room, Iq request) throws StanzaException {
    Jid account = request.sender().bare();
    Element.Builder query = Element.of(NAMESPACE, "query");
    if (room.affiliation(account).isAtLeast(Affiliation.MEMBER)) {
      query.child("registered", "");
      String nickname = room.affiliations().nickname(account);
      if (nickname != null) {
        query.child("username", nickname);
      }
      return query.build();
    }
    checkAllowed(room, account);
    return query
        .child("instructions", "Fill in the form to register with this room.")
        .child(RegistrationForm.empty().toElement())
        .build();
  }

  private static void checkAllowed(Room room, Jid account) throws StanzaException {
    boolean isClosed = room.configuration().get(Registration.OPTION) == Registration.CLOSED;
    Affiliation affiliation = room.affiliation(account);
    if (affiliation == Affiliation.OUTCAST || (isClosed && affiliation == Affiliation.NONE)) {
      throw new StanzaException(Condition.NOT_ALLOWED, "you may not register with this room");
    }
  }

  /// Blocks.
  private static @Nullable Element set(Room room, Iq request) throws StanzaException {
    Jid account = request.sender().bare();
    if (request.payload().has(NAMESPACE, "remove")) {
      unregister(room, account);
      return null;
    }
    checkAllowed(room, account);
    DataForm form = DataForm.in(request.payload());
    String written = form == null ? null : form.value(JoinRequest.NICKNAME);
    String nickname = AdminItem.nickname(written, room.jid());
    if (form == null
        || form.type() != DataForm.Type.SUBMIT
        || !form.formType().equals(Names.REGISTER)
        || nickname == null) {
      throw new StanzaException(Condition.BAD_REQUEST, "the form with your nickname is missing");
    }
    room.nicknames().check(room.jid().withResource(nickname), account);
    Registration registration = room.configuration().get(Registration.OPTION);
    boolean isNew = room.affiliation(account) == Affiliation.NONE;
    if (isNew && registration.needsApproval(room.configuration().is(RoomOptions.MEMBERS_ONLY))) {
      ask(room, new JoinRequest(account, nickname, RegistrationForm.about(form), room.now()));
    } else {
      register(room, account, nickname);
    }
    return null;
  }

  /// Whoever is a member already gets another nickname.
  private static void register(Room room, Jid account, String nickname) {
    Affiliation before = room.affiliation(account);
    Affiliation affiliation = before.isAtLeast(Affiliation.MEMBER) ? before : Affiliation.MEMBER;
    room.affiliating()
        .change(List.of(new Affiliated(account, affiliation, nickname, null, 0)), Notice.NONE);
  }

  private static void ask(Room room, JoinRequest request) throws StanzaException {
    JoinRequests.add(room, request);
    room.requests().afterAnswer(() -> Approvals.ask(room, request));
  }

  /// They leave the room for good.
  ///
  /// @throws StanzaException `conflict` for the last owner, `registration-required` to those who
  ///   are no members
  private static void unregister(Room room, Jid account) throws StanzaException {
    if (room.get(JoinRequests.KEY).of(account) != null) {
      JoinRequests.remove(room, account);
      return;
    }
    Affiliation affiliation = room.affiliation(account);
    if (!affiliation.isAtLeast(Affiliation.MEMBER)) {
      throw new StanzaException(Condition.REGISTRATION_REQUIRED, "you are not registered here");
    }
    if (affiliation.owns() && room.affiliations().all(Affiliation.OWNER).size() == 1) {
      throw new StanzaException(Condition.CONFLICT, "a room has an owner");
    }
    room.affiliating()
        .change(List.of(new Affiliated(account, Affiliation.NONE, null, null, 0)), Notice.NONE);
  }
}
