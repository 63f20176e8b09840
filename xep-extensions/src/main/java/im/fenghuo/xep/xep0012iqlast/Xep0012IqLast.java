package im.fenghuo.xep.xep0012iqlast;

import im.fenghuo.api.Account;
import im.fenghuo.api.Condition;
import im.fenghuo.api.Iq;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.Phase;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Route;
import im.fenghuo.api.Services;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.Verdict;
import im.fenghuo.api.Xep;
import im.fenghuo.api.xml.Element;
import java.time.Duration;
import java.time.Instant;

/// [XEP-0012](https://xmpp.org/extensions/xep-0012.html): Last Activity.
public final class Xep0012IqLast implements Xep {

  private static final String NAMESPACE = "jabber:iq:last";

  private final Services services;

  /// @param services of the server
  public Xep0012IqLast(Services services) {
    this.services = services;
  }

  @Override
  public Document document() {
    return new Document(12, "iq-last", "2.0");
  }

  @Override
  public void install(Registrar on) {
    on.feature(Target.SERVER, NAMESPACE);
    on.feature(Target.ACCOUNT, NAMESPACE);
    on.quickIq(Iq.Type.GET, Target.SERVER, NAMESPACE, "query", this::uptime);
    on.iq(Iq.Type.GET, Target.ACCOUNT, NAMESPACE, "query", this::lastOnline);
    on.iqReceived(Phase.CHECK, Xep0012IqLast::check);
  }

  /// §5.
  private Element uptime(IqRequest request) {
    return answer(services.directory().started());
  }

  /// Blocks. §3.
  private Element lastOnline(IqRequest request) throws StanzaException {
    Account account = request.account();
    if (!request.maySeePresence()) {
      throw forbidden();
    }
    if (!account.sessions().isEmpty()) {
      return answer(services.clock().instant());
    }
    Instant last = services.accounts().lastOnline(account.jid());
    if (last == null) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND, "this account was never online");
    }
    return answer(last);
  }

  /// §4: a request to a resource is not even delivered for those who may not see its presence.
  private static Verdict<Iq> check(Iq iq, Route route) {
    Account account = route.account();
    boolean maySee =
        iq.sender().bare().equals(account.jid()) || account.roster().isSubscriber(iq.sender());
    boolean isAsked =
        iq.type() == Iq.Type.GET && iq.recipient().isFull() && iq.payload().is(NAMESPACE, "query");
    return isAsked && !maySee ? new Verdict.Bounce<>(forbidden()) : new Verdict.Pass<>(iq);
  }

  private static StanzaException forbidden() {
    return new StanzaException(Condition.FORBIDDEN, "only those who may see the presence");
  }

  private Element answer(Instant since) {
    long seconds = Duration.between(since, services.clock().instant()).toSeconds();
    return Element.of(NAMESPACE, "query")
        .attribute("seconds", Long.toString(Math.max(0, seconds)))
        .build();
  }
}
