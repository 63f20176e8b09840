package im.fenghuo.muc;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Iq;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.entity.EntityLane;
import im.fenghuo.api.xml.Element;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/// Requests of occupants to each other, which pass the room without showing a real JID to either
/// (XEP-0045 §17.4). What the account has to say, and not the client, it is asked for.
final class Relay {

  private static final String DISCO = "http://jabber.org/protocol/disco#";

  /// What servers answer in the name of an account: the vCard, and published items.
  private static final Set<String> OF_ACCOUNTS =
      Set.of("vcard-temp", "urn:ietf:params:xml:ns:vcard-4.0", "http://jabber.org/protocol/pubsub");

  /// How many requests of one session wait at a time.
  private static final int OF_SESSION = 20;

  private final Room room;
  private final EntityLane lane;
  private final Map<String, Waiting> waiting = new HashMap<>();
  private boolean isWatching;

  /// @param request as its sender has sent it
  /// @param asked whose answer counts
  private record Waiting(Iq request, Jid asked, Instant until) {
    boolean isOf(Jid session) {
      return request.sender().equals(session);
    }
  }

  Relay(Room room, EntityLane lane) {
    this.room = room;
    this.lane = lane;
  }

  boolean isIdle() {
    return waiting.isEmpty();
  }

  /// Somebody asks an occupant.
  ///
  /// @throws StanzaException `bad-request` for service discovery by those who are not in the room
  ///   (§6.6), else `not-acceptable`; `item-not-found` where nobody has that nickname;
  ///   `resource-constraint` when too many wait
  void ask(Iq request) throws StanzaException {
    Occupant asking = room.occupants().of(request.sender());
    if (asking == null) {
      boolean isDiscovery = request.payload().namespace().startsWith(DISCO);
      throw new StanzaException(
          isDiscovery ? Condition.BAD_REQUEST : Condition.NOT_ACCEPTABLE,
          isDiscovery ? "modify" : "cancel",
          "you are not in this room",
          null);
    }
    Occupant asked = room.occupants().named(request.recipient().resourcepart());
    if (asked == null) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND, "nobody has this nickname");
    }
    RoomRegistrar.OccupantIqHandler own = room.registrations().selfRequest(request);
    if (asked == asking && own != null) {
      lane.send(request.result(own.handle(room, asking, request)));
      return;
    }
    if (waiting.size() >= room.settings().requests()
        || waiting.values().stream().filter(each -> each.isOf(request.sender())).count()
            >= OF_SESSION) {
      throw new StanzaException(Condition.RESOURCE_CONSTRAINT, "too many requests wait here");
    }
    pass(request, asking, asked);
  }

  private void pass(Iq request, Occupant asking, Occupant asked) {
    boolean ofAccount =
        OF_ACCOUNTS.contains(request.payload().namespace()) && request.type() == Iq.Type.GET;
    Jid to = ofAccount ? asked.account() : asked.shown().jid();
    String id = room.newId();
    waiting.put(id, new Waiting(request, to, room.now().plus(room.settings().answer())));
    Element element = request.element().withAttribute("id", id);
    lane.send(request.withElement(element).withAddresses(asking.jid(), to));
    watch();
  }

  /// A result or an error has come; nothing happens when nobody waits for it.
  void answered(Iq answer) {
    String id = answer.id();
    Waiting those = id == null ? null : waiting.get(id);
    if (id != null && those != null && answer.sender().equals(those.asked())) {
      waiting.remove(id);
      Iq request = those.request();
      Element element = answer.element().withAttribute("id", request.id());
      lane.send(answer.withElement(element).withAddresses(request.to(), request.from()));
    }
  }

  private void watch() {
    if (!isWatching) {
      isWatching = true;
      lane.after(room.settings().answer(), this::giveUp);
    }
  }

  private void giveUp() {
    isWatching = false;
    Instant now = room.now();
    for (Iterator<Waiting> all = waiting.values().iterator(); all.hasNext(); ) {
      Waiting each = all.next();
      if (!each.until().isAfter(now)) {
        all.remove();
        lane.send(
            each.request()
                .error(new StanzaException(Condition.REMOTE_SERVER_TIMEOUT, "no answer came")));
      }
    }
    if (!waiting.isEmpty()) {
      watch();
    }
  }
}
