package im.fenghuo.route;

import im.fenghuo.account.Delivery;
import im.fenghuo.api.Condition;
import im.fenghuo.api.Directory;
import im.fenghuo.api.Iq;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.archive.Receipt;
import im.fenghuo.registry.Registry;

/// Where a stanza goes (RFC 6121 §8): to an account served here or an entity of a service, on
/// whichever node its lane lives, to the server or one of its services, or nowhere.
public final class Router {

  private final Registry registry;
  private final Directory directory;
  private final Delivery lanes;
  private final Delivery services;

  /// @param registry knows the domains, services and entities
  /// @param lanes brings stanzas to the lanes of accounts and entities
  /// @param services brings stanzas to the server itself and its services
  public Router(Registry registry, Delivery lanes, Delivery services) {
    this.registry = registry;
    this.directory = registry.directory();
    this.lanes = lanes;
    this.services = services;
  }

  /// The same for a stanza for which nobody waits.
  public void route(Stanza stanza) {
    Receipt receipt = new Receipt();
    route(stanza, receipt);
    receipt.done();
  }

  /// Sends a stanza with `from` and `to` on its way. From any thread; never blocks. Errors go back
  /// to the sender by themselves.
  ///
  /// @param receipt is held open until what the stanza writes at its recipient is durable
  public void route(Stanza stanza, Receipt receipt) {
    Jid to = stanza.recipient();
    if (directory.target(to) != null) {
      services.deliver(stanza, receipt);
    } else if (directory.domains().contains(to.domainpart()) || registry.entityHost(to) != null) {
      lanes.deliver(stanza, receipt);
    } else if (directory.target(to.domain()) != null) {
      bounce(
          stanza,
          new StanzaException(
              Condition.SERVICE_UNAVAILABLE, "only " + to.domainpart() + " itself is served"));
    } else {
      bounce(
          stanza,
          new StanzaException(
              Condition.REMOTE_SERVER_NOT_FOUND, "no way leads to " + to.domainpart()));
    }
  }

  /// Answers a stanza with an error, unless it is one or needs no answer (RFC 6120 §8.3.1).
  public void bounce(Stanza stanza, StanzaException error) {
    if (stanza.isError() || stanza.from() == null) {
      return;
    }
    if (stanza instanceof Iq iq && !iq.type().isRequest()) {
      return;
    }
    route(stanza.error(error));
  }
}
