package im.fenghuo.roster;

import im.fenghuo.account.ClientSession;
import im.fenghuo.account.LocalAccount;
import im.fenghuo.api.Condition;
import im.fenghuo.api.Iq;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Roster;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import org.jspecify.annotations.Nullable;

/// One change of a roster: stored first, then made in memory and pushed. To be made in a step of
/// the account's changes, on a virtual thread; [#apply] then on the account's loop.
final class RosterChanges {

  private final LocalAccount account;
  private final RosterStore store;
  private RosterItems roster;
  private @Nullable Jid changed;

  RosterChanges(LocalAccount account) {
    this.account = account;
    this.store = account.node().rosters();
    this.roster = account.roster();
  }

  /// The roster with the changes made so far.
  RosterItems roster() {
    return roster;
  }

  /// Blocks. Adds or replaces an item.
  ///
  /// @throws StanzaException `resource-constraint` when it is one too many
  void put(Roster.Item item, int maxItems) throws StanzaException {
    if (roster.item(item.jid()) == null && roster.items().size() >= maxItems) {
      throw new StanzaException(
          Condition.RESOURCE_CONSTRAINT, "a roster has at most " + maxItems + " contacts");
    }
    roster = roster.with(item, store.put(account.id(), item));
    if (item.subscription().from() && roster.request(item.jid()) != null) {
      roster = roster.withRequest(item.jid(), null);
    }
    changed = item.jid();
  }

  /// Blocks. Removes an item and a request of the contact.
  void remove(Jid contact) {
    roster = roster.without(contact, store.remove(account.id(), contact));
    if (roster.request(contact) != null) {
      roster = roster.withRequest(contact, null);
    }
    changed = contact;
  }

  /// Blocks. Keeps the request of a contact, or forgets it.
  void request(Jid contact, @Nullable Element request) {
    store.putRequest(account.id(), contact, request);
    roster = roster.withRequest(contact, request);
  }

  /// Blocks. Brings the roster into a state.
  ///
  /// @param request the contact's stanza, when the state is to wait for its answer
  /// @throws StanzaException `resource-constraint` when it needs one item too many
  void become(SubscriptionState next, Jid contact, @Nullable Element request, RosterLimits limits)
      throws StanzaException {
    SubscriptionState before = SubscriptionState.of(roster, contact);
    if (!next.looksLike(before)) {
      put(next.toItem(contact, roster.item(contact)), limits.maxItems());
    }
    boolean waits = roster.request(contact) != null;
    if (next.pendingIn() && !waits && request != null) {
      request(contact, request);
    } else if (!next.pendingIn() && waits) {
      request(contact, null);
    }
  }

  /// On the loop. Makes the new roster the account's.
  void apply() {
    account.setRoster(roster);
  }

  /// On the loop. Tells all interested resources (RFC 6121 §2.1.6), if there is anything to tell.
  void push() {
    Jid contact = changed;
    if (contact == null) {
      return;
    }
    Element payload = RosterCodec.push(contact, roster.item(contact), roster.version());
    for (ClientSession session : account.clientSessions()) {
      if (session.isInterested()) {
        push(session, payload, roster.version());
      }
    }
  }

  static void push(ClientSession session, Element payload, long version) {
    String id = "roster-" + version;
    session.send(Iq.request(Iq.Type.SET, id, null, session.jid(), payload));
  }
}
