package im.fenghuo.xep.xep0490mds;

import im.fenghuo.api.Account;
import im.fenghuo.api.Conversations;
import im.fenghuo.api.Message;
import im.fenghuo.api.Phase;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Route;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.Verdict;
import im.fenghuo.api.Xep;
import im.fenghuo.api.xml.Element;
import im.fenghuo.pubsub.NodeConfig;
import im.fenghuo.pubsub.PersonalNodes;
import im.fenghuo.pubsub.Pubsub;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// [XEP-0490](https://xmpp.org/extensions/xep-0490.html): Message Displayed Synchronization. What
/// devices publish is also the server's own read cursor, in one transaction; with server assistance
/// (§4.4) one message tells the other side, the other devices and the server.
public final class Xep0490Mds implements Xep {

  static final String NODE = "urn:xmpp:mds:displayed:0";

  private static final Logger LOG = LoggerFactory.getLogger(Xep0490Mds.class);
  private static final String ASSIST = "urn:xmpp:mds:server-assist:0";

  private final Pubsub pubsub;
  private final PersonalNodes nodes;
  private final Conversations conversations;

  /// @param pubsub where the devices publish
  /// @param conversations whose cursors follow
  public Xep0490Mds(Pubsub pubsub, Conversations conversations) {
    this.pubsub = pubsub;
    this.nodes = pubsub.personalNodes();
    this.conversations = conversations;
  }

  @Override
  public Document document() {
    return new Document(490, "mds", "1.0.1");
  }

  @Override
  public void install(Registrar on) {
    on.feature(Target.ACCOUNT, ASSIST);
    on.ephemeral(NODE);
    on.messageSent(Phase.CHECK, this::assist);
    pubsub.follow(NODE, new DisplayedItems(conversations));
  }

  /// §4.4.3, §5.2: nobody but the account's own devices gets to see it, nor the archive.
  private Verdict<Message> assist(Message message, Route route) {
    Element displayed = message.element().child(NODE, "displayed");
    if (displayed == null) {
      return new Verdict.Pass<>(message);
    }
    String to = Objects.requireNonNull(message.element().attribute("to"));
    Account account = route.account();
    if (!message.isError()) {
      route.afterwards(() -> publish(account, to, displayed));
    }
    return new Verdict.Pass<>(
        message.withElement(message.element().without(child -> child.is(NODE, "displayed"))));
  }

  /// Blocks. There is no answer in which an error could be said.
  private void publish(Account account, String item, Element displayed) {
    try {
      nodes.publish(account, NODE, item, displayed, NodeConfig.ofPrivateData());
    } catch (StanzaException e) {
      LOG.info("What {} has displayed is not published: {}", account.jid(), e.getMessage());
    }
  }
}
