package im.fenghuo.muc;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Those who want to be members and wait for an answer, in order. Immutable; kept with the room.
public final class JoinRequests {

  static final String NAMESPACE = "urn:fenghuo:muc:requests";
  static final RoomKey<JoinRequests> KEY = new RoomKey<>("join requests");

  private static final String NAME = "join-requests";

  /// How many wait; whoever comes then is told to come again.
  private static final int MOST = 200;

  private final List<JoinRequest> waiting;

  private JoinRequests(List<JoinRequest> waiting) {
    this.waiting = List.copyOf(waiting);
  }

  /// As they were kept.
  static JoinRequests of(Room room) {
    List<JoinRequest> waiting = new ArrayList<>();
    Element kept = room.kept(NAME);
    if (kept != null) {
      kept.children().forEach(each -> waiting.add(JoinRequest.of(each)));
    }
    return new JoinRequests(waiting);
  }

  /// All, the oldest first.
  List<JoinRequest> waiting() {
    return waiting;
  }

  /// Somebody's request, or null.
  @Nullable JoinRequest of(Jid account) {
    return waiting.stream().filter(each -> each.account().equals(account)).findFirst().orElse(null);
  }

  /// The request for that nickname, or null.
  @Nullable JoinRequest named(String nickname) {
    return waiting.stream()
        .filter(each -> each.nickname().equals(nickname))
        .findFirst()
        .orElse(null);
  }

  /// Has somebody wait, with what they say now. Blocks.
  ///
  /// @throws StanzaException `resource-constraint` when too many wait
  static void add(Room room, JoinRequest request) throws StanzaException {
    List<JoinRequest> changed = without(room, request.account());
    if (changed.size() >= MOST) {
      throw new StanzaException(Condition.RESOURCE_CONSTRAINT, "too many wait already");
    }
    changed.add(request);
    keep(room, changed);
  }

  /// Somebody waits no more. Blocks.
  static void remove(Room room, Jid account) {
    if (room.get(KEY).of(account) != null) {
      keep(room, without(room, account));
    }
  }

  private static List<JoinRequest> without(Room room, Jid account) {
    List<JoinRequest> rest = new ArrayList<>(room.get(KEY).waiting);
    rest.removeIf(each -> each.account().equals(account));
    return rest;
  }

  private static void keep(Room room, List<JoinRequest> waiting) {
    Element.Builder kept = Element.of(NAMESPACE, "requests");
    waiting.forEach(each -> kept.child(each.toElement()));
    room.keep(NAME, waiting.isEmpty() ? null : kept.build());
    room.set(KEY, new JoinRequests(waiting));
  }
}
