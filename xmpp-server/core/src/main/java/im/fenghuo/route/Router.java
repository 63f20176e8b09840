package im.fenghuo.route;

import im.fenghuo.account.Delivery;
import im.fenghuo.api.Condition;
import im.fenghuo.api.Iq;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.archive.Receipt;
import java.util.Set;

/// Where a stanza goes (RFC 6121 §8): to an account served here, on whichever node its lane lives,
/// or nowhere.
public final class Router {

  private final Set<String> domains;
  private final Delivery delivery;

  /// @param domains the domains served here
  /// @param delivery brings stanzas to the lanes of accounts
  public Router(Set<String> domains, Delivery delivery) {
    this.domains = Set.copyOf(domains);
    this.delivery = delivery;
  }

  /// Sends a stanza with `from` and `to` on its way. From any thread; never blocks. Errors go back
  /// to the sender by themselves.
  ///
  /// @param receipt is held open until what the stanza writes at its recipient is durable
  public void route(Stanza stanza, Receipt receipt) {
    Jid to = stanza.recipient();
    if (!domains.contains(to.domainpart())) {
      bounce(
          stanza,
          new StanzaException(
              Condition.REMOTE_SERVER_NOT_FOUND, "no way leads to " + to.domainpart()));
      return;
    }
    if (to.isDomain()) {
      // Messages and presence to the server itself have no meaning here (RFC 6121 §8.3).
      if (stanza instanceof Iq) {
        bounce(
            stanza,
            new StanzaException(Condition.SERVICE_UNAVAILABLE, "this request is not served here"));
      }
      return;
    }
    delivery.deliver(stanza, receipt);
  }

  /// Answers a stanza with an error, unless it is one or needs no answer (RFC 6120 §8.3.1).
  public void bounce(Stanza stanza, StanzaException error) {
    if (stanza.isError() || stanza.from() == null) {
      return;
    }
    if (stanza instanceof Iq iq && !iq.type().isRequest()) {
      return;
    }
    Receipt receipt = new Receipt();
    route(stanza.error(error), receipt);
    receipt.done();
  }
}
