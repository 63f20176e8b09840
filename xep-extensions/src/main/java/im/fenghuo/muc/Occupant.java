package im.fenghuo.muc;

import im.fenghuo.api.Jid;
import im.fenghuo.api.Presence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Somebody in the room under a nickname: with one session, or with several of one account
/// (XEP-0045 §7.2.9). What others see is what the session says that has spoken of itself last.
///
/// Lives on the room's lane; changed by [Occupants] alone.
public final class Occupant {

  private final Jid account;
  private final List<Visit> visits = new ArrayList<>(1);
  private Jid jid;
  private Affiliation affiliation;
  private Role role;

  /// The presence as it was written last for those who see real JIDs, and for the others.
  private @Nullable Presence informed;

  private @Nullable Presence uninformed;

  Occupant(Jid jid, Jid account, Affiliation affiliation, Role role) {
    this.jid = jid;
    this.account = account;
    this.affiliation = affiliation;
    this.role = role;
  }

  /// The occupant JID: the room's with the nickname as resource.
  public Jid jid() {
    return jid;
  }

  public String nickname() {
    return jid.resourcepart();
  }

  /// The real bare JID.
  public Jid account() {
    return account;
  }

  public Affiliation affiliation() {
    return affiliation;
  }

  public Role role() {
    return role;
  }

  /// The sessions; the one that others see is the last.
  public List<Visit> visits() {
    return List.copyOf(visits);
  }

  /// The session that others see.
  public Visit shown() {
    return visits.getLast();
  }

  /// Whether a session is one of the occupant's.
  ///
  /// @param session a full JID
  public boolean has(Jid session) {
    return visits.stream().anyMatch(visit -> visit.jid().equals(session));
  }

  void rename(Jid newJid) {
    jid = newJid;
    changed();
  }

  void stand(Affiliation newAffiliation, Role newRole) {
    affiliation = newAffiliation;
    role = newRole;
    changed();
  }

  /// Adds the session, or replaces what it says, and shows it.
  void show(Visit visit) {
    visits.removeIf(each -> each.jid().equals(visit.jid()));
    visits.add(visit);
    changed();
  }

  void remove(Jid session) {
    visits.removeIf(visit -> visit.jid().equals(session));
    changed();
  }

  /// Forgets what was written before.
  void changed() {
    informed = null;
    uninformed = null;
  }

  @Nullable Presence written(boolean isInformed) {
    return isInformed ? informed : uninformed;
  }

  void write(boolean isInformed, Presence presence) {
    if (isInformed) {
      informed = presence;
    } else {
      uninformed = presence;
    }
  }

  @Override
  public String toString() {
    return jid.toString();
  }
}
