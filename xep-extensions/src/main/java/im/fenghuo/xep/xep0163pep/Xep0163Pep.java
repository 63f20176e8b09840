package im.fenghuo.xep.xep0163pep;

import im.fenghuo.api.Capabilities;
import im.fenghuo.api.Message;
import im.fenghuo.api.Phase;
import im.fenghuo.api.Presence;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Route;
import im.fenghuo.api.Session;
import im.fenghuo.api.Target;
import im.fenghuo.api.Verdict;
import im.fenghuo.api.Xep;
import im.fenghuo.pubsub.Filtered;
import im.fenghuo.pubsub.Pubsub;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// [XEP-0163](https://xmpp.org/extensions/xep-0163.html): Personal Eventing Protocol. Contacts hear
/// of what they have asked for by `+notify`, and so do the account's own clients.
public final class Xep0163Pep implements Xep {

  private static final String NOTIFY = "+notify";

  /// The nodes whose last items a session has got.
  private static final Session.Key<Set<String>> TOLD = new Session.Key<>("told nodes", Set.of());

  private final Pubsub pubsub;
  private final Capabilities capabilities;

  /// @param pubsub the engine
  /// @param capabilities who wants what
  public Xep0163Pep(Pubsub pubsub, Capabilities capabilities) {
    this.pubsub = pubsub;
    this.capabilities = capabilities;
  }

  @Override
  public Document document() {
    return new Document(163, "pep", "1.2.2");
  }

  @Override
  public void install(Registrar on) {
    on.identity(Target.ACCOUNT, new Registrar.Identity("pubsub", "pep", ""));
    pubsub.installAccounts(on);
    on.messageReceived(Phase.MARK, this::handOut);
    on.availability(this::changed);
    on.presenceReceived(Phase.COPY, this::granted);
  }

  /// §4.2: to those of the account's clients that want it.
  private Verdict<Message> handOut(Message message, Route route) {
    String node = Filtered.isMarked(message) ? Filtered.node(message) : null;
    if (node == null || !message.sender().isBare()) {
      return new Verdict.Pass<>(message);
    }
    Message event = Filtered.unmark(message);
    String feature = Filtered.feature(node);
    for (Session session : route.recipients()) {
      Presence presence = session.presence();
      Set<String> features = presence == null ? null : capabilities.known(presence);
      // Of a client that is still being asked, the answer brings the last item.
      if (features != null && features.contains(feature)) {
        session.send(event.withAddresses(event.from(), session.jid()));
      }
    }
    return new Verdict.Drop<>("given to those who want " + node);
  }

  /// §4.3.4: a client that comes online, or wants more than before, gets the last items.
  private void changed(Session session, @Nullable Presence before) {
    Presence presence = session.presence();
    if (presence == null) {
      session.set(TOLD, Set.of());
      return;
    }
    capabilities.whenKnown(
        session.account(), presence, features -> catchUp(session, nodes(features)));
  }

  /// §4.3.4: new subscribers get the last items, too. The core has changed the roster by now.
  private Verdict<Presence> granted(Presence presence, Route route) {
    if (presence.type() == Presence.Type.SUBSCRIBED) {
      for (Session session : route.account().sessions()) {
        Set<String> wanted = session.get(TOLD);
        if (!wanted.isEmpty()) {
          pubsub.sendLastItems(session, presence.sender().bare(), wanted);
        }
      }
    }
    return new Verdict.Pass<>(presence);
  }

  private static Set<String> nodes(Set<String> features) {
    Set<String> nodes = new HashSet<>();
    for (String feature : features) {
      if (feature.endsWith(NOTIFY)) {
        nodes.add(feature.substring(0, feature.length() - NOTIFY.length()));
      }
    }
    return nodes;
  }

  private void catchUp(Session session, Set<String> wanted) {
    Set<String> missing = new HashSet<>(wanted);
    missing.removeAll(session.get(TOLD));
    if (!session.isAvailable()) {
      return;
    }
    session.set(TOLD, wanted); // what it does not want any more, it may want again
    if (!missing.isEmpty()) {
      pubsub.sendLastItems(session, missing);
    }
  }
}
