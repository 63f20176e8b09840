package im.fenghuo.xep.xep0430inbox;

import im.fenghuo.api.ArchiveResult;
import im.fenghuo.api.Condition;
import im.fenghuo.api.Conversations;
import im.fenghuo.api.Conversations.Conversation;
import im.fenghuo.api.Session;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.page.PageRequest;
import im.fenghuo.api.xml.Element;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Requests and answers of XEP-0430.
final class InboxCodec {

  static final String NAMESPACE = "urn:xmpp:inbox:1";

  private static final String PINNING = "urn:xmpp:bookmarks-pinning:0";

  private InboxCodec() {}

  /// What is asked for.
  ///
  /// @throws StanzaException `bad-request` for what cannot be read
  static Conversations.Query query(Element inbox, InboxSettings settings) throws StanzaException {
    PageRequest page = PageRequest.in(inbox, settings.pageSize(), settings.maxPageSize());
    return new Conversations.Query(
        flag(inbox, "unread-only", false),
        flag(inbox, "messages", true),
        page.cursor(),
        page.max());
  }

  /// The boolean of XML Schema.
  private static boolean flag(Element inbox, String name, boolean usual) throws StanzaException {
    String value = inbox.attribute(name);
    return switch (value) {
      case null -> usual;
      case "true", "1" -> true;
      case "false", "0" -> false;
      default ->
          throw new StanzaException(Condition.BAD_REQUEST, "'" + name + "' is true or false");
    };
  }

  /// One conversation, as a message to the one who asks.
  ///
  /// @param isPinned whether it is marked as in a bookmark (XEP-0469): where it is shown is for the
  ///   client to say
  /// @param queryId the id of the request, for the result
  static Element entry(
      Conversation conversation, boolean isPinned, @Nullable String queryId, Session session) {
    Element.Builder entry =
        Element.of(NAMESPACE, "entry")
            .attribute("unread", Long.toString(conversation.unread()))
            .attribute("jid", conversation.with().toString())
            .attribute("id", conversation.last());
    if (isPinned) {
      entry.child(Element.of(PINNING, "pinned").build());
    }
    Element message =
        Element.of(Stanza.NAMESPACE, "message")
            .attribute("from", session.account().jid().toString())
            .attribute("to", session.jid().toString())
            .child(entry.build())
            .build();
    return conversation.message() == null
        ? message
        : message.withSerialized(ArchiveResult.of(conversation.message(), queryId));
  }

  /// The end of the page.
  static Element fin(Conversations.Query query, Conversations.Page page) {
    Conversations.Totals totals = page.totals();
    List<Conversation> shown = page.conversations();
    String first = shown.isEmpty() ? null : shown.getFirst().place();
    String last = shown.isEmpty() ? null : shown.getLast().place();
    long count = query.unreadOnly() ? totals.unreadConversations() : totals.conversations();
    return Element.of(NAMESPACE, "fin")
        .attribute("total", Long.toString(totals.conversations()))
        .attribute("unread", Long.toString(totals.unreadConversations()))
        .attribute("all-unread", Long.toString(totals.unreadMessages()))
        .child(PageRequest.answer(first, last, count))
        .build();
  }
}
