package im.fenghuo.roster;

import im.fenghuo.account.AccountRequest;
import im.fenghuo.account.ClientSession;
import im.fenghuo.account.LocalAccount;
import im.fenghuo.api.Condition;
import im.fenghuo.api.Iq;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Presence;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Roster;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.xml.Element;
import im.fenghuo.archive.Receipt;
import im.fenghuo.registry.CoreRegistrar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What clients ask of their rosters (RFC 6121 §2): all of it, or what has changed since a version
/// they know (§2.6); and to change a contact.
public final class RosterRequests {

  private final RosterLimits limits;

  /// @param limits what one account may have
  public RosterRequests(RosterLimits limits) {
    this.limits = limits;
  }

  /// Declares what is done here.
  public void install(CoreRegistrar on) {
    Registrar.Stage stage = Registrar.Stage.AFTER_AUTHENTICATION;
    Element versions = Element.of("urn:xmpp:features:rosterver", "ver").build();
    Element approval = Element.of("urn:xmpp:features:pre-approval", "sub").build();
    on.streamFeature(stage, _ -> versions); // §2.6.1
    on.streamFeature(stage, _ -> approval); // §3.4
    on.change(Iq.Type.GET, Target.ACCOUNT, RosterCodec.NAMESPACE, "query", this::get);
    on.change(Iq.Type.SET, Target.ACCOUNT, RosterCodec.NAMESPACE, "query", this::set);
  }

  private @Nullable Element get(IqRequest request) throws StanzaException {
    AccountRequest asked = (AccountRequest) request;
    ClientSession session = asked.session();
    if (session == null) {
      throw new StanzaException(Condition.SERVICE_UNAVAILABLE, "this is somebody else's roster");
    }
    asked.afterwards(session::setInterested);
    LocalAccount account = asked.account();
    RosterItems roster = account.roster();
    String known = request.payload().attribute("ver");
    List<RosterStore.Change> changes = known == null ? null : changes(account, roster, known);
    if (changes == null || changes.size() > roster.items().size()) {
      return RosterCodec.roster(roster);
    }
    asked.afterwards(() -> {
      for (RosterStore.Change change : changes) {
        RosterChanges.push(
            session,
            RosterCodec.push(change.contact(), change.item(), change.version()),
            change.version());
      }
    });
    return null;
  }

  /// Blocks. Null when the client has to be sent the whole roster.
  private static @Nullable List<RosterStore.Change> changes(
      LocalAccount account, RosterItems roster, String known) {
    if (known.equals(Long.toString(roster.version()))) {
      return List.of();
    }
    long version;
    try {
      version = Long.parseLong(known);
    } catch (NumberFormatException e) {
      return null; // not one of ours, such as "" for none (§2.6.2)
    }
    return version < 0 || version > roster.version()
        ? null
        : account.node().rosters().changesAfter(account.id(), version);
  }

  private @Nullable Element set(IqRequest request) throws StanzaException {
    AccountRequest asked = (AccountRequest) request;
    if (asked.session() == null) {
      throw new StanzaException(Condition.FORBIDDEN, "this is somebody else's roster");
    }
    LocalAccount account = asked.account();
    RosterCodec.Wish wish = RosterCodec.read(request.payload());
    if (wish.contact().equals(account.jid())) {
      throw new StanzaException(Condition.NOT_ALLOWED, "nobody is his own contact");
    }
    if (wish.remove()) {
      remove(account, wish.contact());
    } else {
      update(account, wish);
    }
    return null;
  }

  /// §2.3 and §2.4. Blocks.
  private void update(LocalAccount account, RosterCodec.Wish wish) throws StanzaException {
    RosterChanges changes = new RosterChanges(account);
    Roster.Item before = changes.roster().item(wish.contact());
    Roster.Item item =
        before == null
            ? new Roster.Item(
                wish.contact(), wish.name(), Roster.Subscription.NONE, false, false, wish.groups())
            : new Roster.Item(
                wish.contact(),
                wish.name(),
                before.subscription(),
                before.ask(),
                before.approved(),
                wish.groups());
    changes.put(item, limits.maxItems());
    account.run(() -> {
      changes.apply();
      changes.push();
    });
  }

  /// §2.5. Blocks.
  private static void remove(LocalAccount account, Jid contact) throws StanzaException {
    RosterChanges changes = new RosterChanges(account);
    if (changes.roster().item(contact) == null) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND, "the roster has no such contact");
    }
    SubscriptionState before = SubscriptionState.of(changes.roster(), contact);
    changes.remove(contact);
    account.run(() -> {
      changes.apply();
      changes.push();
      part(account, contact, before);
    });
  }

  /// Ends what was between a user and a contact in both directions (§2.5.2). On the loop.
  static void part(LocalAccount account, Jid contact, SubscriptionState before) {
    Receipt receipt = new Receipt();
    if (before.to() || before.pendingOut()) {
      tell(account, contact, Presence.Type.UNSUBSCRIBE, receipt);
    }
    if (before.from()) {
      PresenceSender.hideFrom(account, contact, receipt);
    }
    if (before.from() || before.pendingIn()) {
      tell(account, contact, Presence.Type.UNSUBSCRIBED, receipt);
    }
    receipt.done();
  }

  private static void tell(LocalAccount account, Jid contact, Presence.Type type, Receipt receipt) {
    account.node().router().route(Presence.of(type, account.jid(), contact), receipt);
  }
}
