package im.fenghuo.muc;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Affiliations that somebody wants to change (XEP-0045 §9.1 to §9.5, §10.3 to §10.8): all or none.
final class AffiliationChanges {

  private final Room room;
  private final Actor actor;

  /// As they are to be, by bare JID or domain.
  private final Map<Jid, Affiliated> changes = new LinkedHashMap<>();

  AffiliationChanges(Room room, Actor actor) {
    this.room = room;
    this.actor = actor;
  }

  /// One more change.
  ///
  /// @throws StanzaException where it is not allowed or makes no sense
  void add(AdminItem item, Affiliation to) throws StanzaException {
    if (!actor.affiliation().administers()) {
      throw new StanzaException(Condition.FORBIDDEN, "you are no admin of this room");
    }
    Jid jid = jid(item);
    boolean isSilent = item.jid() == null; // the nickname only says who is meant
    add(jid, to, isSilent ? null : item.nickname(), item.reason());
  }

  /// One more change.
  ///
  /// @param nickname to be reserved; "" for none any more; null for none other than before
  /// @throws StanzaException where it is not allowed or makes no sense
  void add(Jid jid, Affiliation to, @Nullable String nickname, @Nullable String reason)
      throws StanzaException {
    if (to == Affiliation.OUTCAST && jid.equals(actor.account())) {
      throw new StanzaException(Condition.CONFLICT, "nobody bans themselves"); // §9.1
    }
    Condition refusal = Privileges.affiliationChange(actor.affiliation(), of(jid), to);
    if (refusal != null) {
      throw new StanzaException(refusal, "you may not make " + jid + " " + to.value());
    }
    if (jid.isDomain() && to.isAtLeast(Affiliation.ADMIN)) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "a domain is no person");
    }
    put(jid, to, nickname, reason);
  }

  private Jid jid(AdminItem item) throws StanzaException {
    if (item.jid() != null) {
      return item.jid().bare();
    }
    if (item.nickname() == null || item.nickname().isEmpty()) {
      throw new StanzaException(Condition.BAD_REQUEST, "a JID is missing");
    }
    Occupant occupant = room.occupants().named(item.nickname());
    if (occupant == null) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND, "nobody has this nickname");
    }
    return occupant.account();
  }

  private void put(Jid jid, Affiliation to, @Nullable String nickname, @Nullable String reason)
      throws StanzaException {
    Affiliated before = room.affiliations().entry(jid);
    @Nullable String reserved = before == null ? null : before.nickname();
    if (!to.isAtLeast(Affiliation.MEMBER)) {
      reserved = null; // §9.1
    } else if (nickname != null) {
      reserved = nickname.isEmpty() ? null : nickname;
    }
    Affiliated after = new Affiliated(jid, to, reserved, reason, 0);
    if (of(jid) != to || isChanged(before, after)) {
      changes.put(jid, after);
    } else {
      changes.remove(jid);
    }
  }

  private static boolean isChanged(@Nullable Affiliated before, Affiliated after) {
    return before == null
        ? after.nickname() != null
        : !Objects.equals(before.nickname(), after.nickname())
            || (after.reason() != null && !after.reason().equals(before.reason()));
  }

  /// What somebody is, of which somebody in their domain may have another opinion.
  private Affiliation of(Jid jid) {
    Affiliated entry = room.affiliations().entry(jid);
    return entry == null ? Affiliation.NONE : entry.affiliation();
  }

  /// Whether all of it can be done.
  ///
  /// @throws StanzaException `conflict` when nobody would own the room any more (§10.4), or a
  ///   nickname is somebody else's
  void check() throws StanzaException {
    boolean isOwned =
        changes.values().stream().anyMatch(each -> each.affiliation().owns())
            || room.affiliations().all(Affiliation.OWNER).stream()
                .anyMatch(each -> !changes.containsKey(each.jid()));
    if (!isOwned) {
      throw new StanzaException(Condition.CONFLICT, "a room has an owner");
    }
    for (Affiliated each : changes.values()) {
      if (each.nickname() != null) {
        check(each.jid(), each.nickname());
      }
    }
  }

  private void check(Jid jid, String nickname) throws StanzaException {
    if (!Nicknames.isName(nickname, room.settings())) {
      throw Nicknames.noName();
    }
    Jid holder = room.affiliations().withNickname(nickname);
    boolean isReserved = holder != null && !holder.equals(jid) && !changes.containsKey(holder);
    boolean isWantedTwice =
        changes.values().stream()
            .anyMatch(other -> !other.jid().equals(jid) && nickname.equals(other.nickname()));
    Occupant present = room.occupants().named(nickname);
    boolean isUsed = present != null && !present.account().equals(jid);
    if (isReserved || isWantedTwice || isUsed) {
      throw new StanzaException(Condition.CONFLICT, "somebody else has the nickname " + nickname);
    }
  }

  /// Does all of it, and invites those who may enter a members-only room from now on (§9.5).
  /// Blocks.
  void apply() {
    List<Jid> invited = new ArrayList<>();
    for (Affiliated each : changes.values()) {
      boolean isNew =
          each.affiliation() == Affiliation.MEMBER && of(each.jid()) == Affiliation.NONE;
      if (isNew
          && room.configuration().is(RoomOptions.MEMBERS_ONLY)
          && !each.jid().isDomain()
          && room.occupants().ofAccount(each.jid()).isEmpty()) {
        invited.add(each.jid());
      }
    }
    room.affiliating().change(List.copyOf(changes.values()), actor.notice(null));
    room.requests().afterAnswer(() -> invited.forEach(jid -> Letters.invite(room, actor, jid)));
  }
}
