package im.fenghuo.muc;

import im.fenghuo.api.Condition;
import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.form.Field;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The form that an owner fills in (XEP-0045 §10.2): the options, and who administers and owns the
/// room, which are lists of all who do.
final class OwnerForm {

  private static final String ADMINS = "muc#roomconfig_roomadmins";
  private static final String OWNERS = "muc#roomconfig_roomowners";

  private OwnerForm() {}

  /// With what holds now.
  static DataForm of(Room room) {
    List<Field> fields =
        new ArrayList<>(room.configuration().toFields(room.registrations().options()));
    fields.add(people(room, ADMINS, "Room Admins", Affiliation.ADMIN));
    fields.add(people(room, OWNERS, "Room Owners", Affiliation.OWNER));
    String name = room.configuration().get(RoomOptions.ROOM_NAME);
    return DataForm.form(Names.ROOM_CONFIG, fields)
        .titled(
            "Configuration of " + (name.isEmpty() ? room.jid().toString() : name),
            room.isLocked()
                ? "The room is new. Nobody enters it before you say how it is to be."
                : "Say how the room is to be.");
  }

  private static Field people(Room room, String name, String label, Affiliation affiliation) {
    return Field.of(
            name,
            "jid-multi",
            room.affiliations().all(affiliation).stream()
                .map(each -> each.jid().toString())
                .sorted()
                .toArray(String[]::new))
        .labelled(label);
  }

  /// What a form that was filled in changes of people. An owner who is no longer one stays an admin
  /// unless the form says who the admins are; an admin who is no longer one stays a member where
  /// only members may be (§10.2).
  ///
  /// @param after how the room will be configured
  /// @throws StanzaException where it makes no sense or is not allowed
  static AffiliationChanges people(Room room, Actor actor, DataForm form, RoomConfiguration after)
      throws StanzaException {
    AffiliationChanges changes = new AffiliationChanges(room, actor);
    boolean hasOwners = form.names().contains(OWNERS);
    boolean hasAdmins = form.names().contains(ADMINS);
    Set<Jid> owners = hasOwners ? jids(form, OWNERS) : of(room, Affiliation.OWNER);
    Set<Jid> admins = hasAdmins ? jids(form, ADMINS) : of(room, Affiliation.ADMIN);
    Affiliation rest = after.is(RoomOptions.MEMBERS_ONLY) ? Affiliation.MEMBER : Affiliation.NONE;
    for (Jid each : of(room, Affiliation.OWNER)) {
      if (!owners.contains(each)) {
        boolean isAdmin = !hasAdmins || admins.contains(each);
        changes.add(each, isAdmin ? Affiliation.ADMIN : rest, null, null);
      }
    }
    for (Jid each : of(room, Affiliation.ADMIN)) {
      if (!admins.contains(each) && !owners.contains(each)) {
        changes.add(each, rest, null, null);
      }
    }
    for (Jid each : owners) {
      changes.add(each, Affiliation.OWNER, null, null);
    }
    for (Jid each : admins) {
      if (!owners.contains(each)) {
        changes.add(each, Affiliation.ADMIN, null, null);
      }
    }
    return changes;
  }

  private static Set<Jid> of(Room room, Affiliation affiliation) {
    Set<Jid> jids = new LinkedHashSet<>();
    room.affiliations().all(affiliation).forEach(each -> jids.add(each.jid()));
    return jids;
  }

  private static Set<Jid> jids(DataForm form, String name) throws StanzaException {
    Set<Jid> jids = new LinkedHashSet<>();
    for (String value : form.values(name)) {
      try {
        if (!value.isBlank()) {
          jids.add(Jid.parse(value.strip()).bare());
        }
      } catch (InvalidJidException e) {
        throw new StanzaException(Condition.NOT_ACCEPTABLE, "this is no JID: " + value);
      }
    }
    return jids;
  }
}
