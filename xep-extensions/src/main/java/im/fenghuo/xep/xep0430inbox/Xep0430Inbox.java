package im.fenghuo.xep.xep0430inbox;

import im.fenghuo.api.Account;
import im.fenghuo.api.Conversations;
import im.fenghuo.api.Iq;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.Phase;
import im.fenghuo.api.Pins;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Route;
import im.fenghuo.api.Session;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.Verdict;
import im.fenghuo.api.Xep;
import im.fenghuo.api.xml.Element;
import org.jspecify.annotations.Nullable;

/// [XEP-0430](https://xmpp.org/extensions/xep-0430.html): Inbox. What it says is read from the
/// archive and the read cursors each time, so it cannot disagree with them.
public final class Xep0430Inbox implements Xep {

  private static final String MARKERS = "urn:xmpp:chat-markers:0";

  private final Conversations conversations;
  private final Pins pins;
  private final InboxSettings settings;

  /// @param conversations what is asked
  /// @param pins which of them are marked as pinned
  /// @param settings how much is sent at a time
  public Xep0430Inbox(Conversations conversations, Pins pins, InboxSettings settings) {
    this.conversations = conversations;
    this.pins = pins;
    this.settings = settings;
  }

  @Override
  public Document document() {
    return new Document(430, "inbox", "0.2.0");
  }

  @Override
  public void install(Registrar on) {
    on.feature(Target.ACCOUNT, InboxCodec.NAMESPACE);
    on.iq(Iq.Type.GET, Target.ACCOUNT, InboxCodec.NAMESPACE, "inbox", this::find);
    // Asked together with the resource (XEP-0386), the totals are in the answer to that already,
    // and the entries come after it.
    on.bindQuery(InboxCodec.NAMESPACE, (inbox, session) -> send(inbox, null, session));
    on.messageSent(Phase.MARK, this::mark);
  }

  /// Blocks.
  private Element find(IqRequest request) throws StanzaException {
    Session session = request.ownSession("this is somebody else's inbox");
    return send(request.payload(), request.iq().id(), session);
  }

  /// Blocks. §3.1: the entries, then the answer.
  private Element send(Element inbox, @Nullable String queryId, Session session)
      throws StanzaException {
    Conversations.Query query = InboxCodec.query(inbox, settings);
    Account account = session.account();
    Conversations.Page page = conversations.find(account, query);
    for (Conversations.Conversation each : page.conversations()) {
      boolean isPinned = pins.isPinned(account, each.with());
      session.send(InboxCodec.entry(each, isPinned, queryId, session));
    }
    return InboxCodec.fin(query, page);
  }

  /// §4: a marker of "displayed" or, in older versions of XEP-0333, "acknowledged" causes a message
  /// to be read, and all before it.
  private Verdict<Message> mark(Message message, Route route) {
    String id = marked(message);
    if (id != null) {
      Account account = route.account();
      Jid with = message.recipient().bare();
      boolean isRoom = message.type() == Message.Type.GROUPCHAT;
      route.afterwards(() -> {
        if (isRoom) {
          conversations.markedInRoom(account, with, id);
        } else {
          conversations.marked(account, with, id);
        }
      });
    }
    return new Verdict.Pass<>(message);
  }

  private static @Nullable String marked(Message message) {
    if (message.isError()) {
      return null;
    }
    for (Element child : message.element().children()) {
      if (child.is(MARKERS, "displayed") || child.is(MARKERS, "acknowledged")) {
        return child.attribute("id");
      }
    }
    return null;
  }
}
