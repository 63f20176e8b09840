package im.fenghuo.muc;

import im.fenghuo.api.Jid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who is in the room: by nickname, by session, by account and by role. Tells nobody.
public final class Occupants {

  private final Map<String, Occupant> byNickname = new LinkedHashMap<>();
  private final Map<Jid, Occupant> bySession = new HashMap<>();
  private final Map<Jid, List<Occupant>> byAccount = new HashMap<>();
  private final Map<Role, Set<Occupant>> byRole = new EnumMap<>(Role.class);

  Occupants() {}

  /// The occupant with that nickname; null where there is none.
  public @Nullable Occupant named(String nickname) {
    return byNickname.get(nickname);
  }

  /// The occupant that a session is one of; null where it is not in the room.
  ///
  /// @param session a full JID
  public @Nullable Occupant of(Jid session) {
    return bySession.get(session);
  }

  /// The occupants of an account: several when its sessions have different nicknames.
  ///
  /// @param account a bare JID
  public List<Occupant> ofAccount(Jid account) {
    return byAccount.getOrDefault(account, List.of());
  }

  /// Everybody, in the order of entering.
  public Collection<Occupant> all() {
    return Collections.unmodifiableCollection(byNickname.values());
  }

  /// All with that role.
  public Collection<Occupant> in(Role role) {
    return Collections.unmodifiableCollection(byRole.getOrDefault(role, Set.of()));
  }

  /// How many nicknames there are.
  public int size() {
    return byNickname.size();
  }

  /// How many sessions there are.
  public int sessions() {
    return bySession.size();
  }

  void add(Occupant occupant, Visit visit) {
    byNickname.put(occupant.nickname(), occupant);
    byRole(occupant.role()).add(occupant);
    List<Occupant> more = new ArrayList<>(ofAccount(occupant.account()));
    more.add(occupant);
    byAccount.put(occupant.account(), List.copyOf(more));
    show(occupant, visit);
  }

  /// Adds a session of an occupant, or replaces what it says.
  void show(Occupant occupant, Visit visit) {
    occupant.show(visit);
    bySession.put(visit.jid(), occupant);
  }

  /// Removes one session; the occupant goes with the last one.
  void remove(Occupant occupant, Jid session) {
    if (occupant.visits().size() == 1) {
      remove(occupant);
    } else {
      bySession.remove(session);
      occupant.remove(session);
    }
  }

  void remove(Occupant occupant) {
    occupant.visits().forEach(visit -> bySession.remove(visit.jid()));
    byNickname.remove(occupant.nickname());
    byRole(occupant.role()).remove(occupant);
    List<Occupant> rest = new ArrayList<>(ofAccount(occupant.account()));
    rest.remove(occupant);
    if (rest.isEmpty()) {
      byAccount.remove(occupant.account());
    } else {
      byAccount.put(occupant.account(), List.copyOf(rest));
    }
  }

  void rename(Occupant occupant, Jid jid) {
    byNickname.remove(occupant.nickname());
    occupant.rename(jid);
    byNickname.put(occupant.nickname(), occupant);
  }

  void stand(Occupant occupant, Affiliation affiliation, Role role) {
    byRole(occupant.role()).remove(occupant);
    occupant.stand(affiliation, role);
    byRole(role).add(occupant);
  }

  private Set<Occupant> byRole(Role role) {
    return byRole.computeIfAbsent(role, _ -> new LinkedHashSet<>());
  }
}
