package im.fenghuo.api;

import im.fenghuo.api.Archive.Cursor;
import im.fenghuo.api.Archive.Entry;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The conversations of accounts: what was said last in each, and how much of it is unread. All of
/// it is read from the archives and from how far each conversation was displayed, nothing is
/// counted beforehand, so that they never disagree.
///
/// A conversation is what was exchanged with one bare JID, or the archive of a room that the
/// account is a member of ([Memberships]), of which a thousand are counted at the most. Unread is
/// what was received in it, is something to read ([Registrar#readable]) and comes after the point
/// up to which it was displayed. What the account sends changes nothing of that, and what it sends
/// to itself is never unread.
///
/// Everything blocks; a read sees everything that was handled before it began.
public interface Conversations {

  /// One page, newest first, and the totals of all conversations. Blocks.
  ///
  /// @throws StanzaException `item-not-found` for a cursor that names no place
  Page find(Account account, Query query) throws StanzaException;

  /// Who belongs to the archives of rooms.
  Memberships memberships();

  /// Notes that a conversation was displayed up to an entry of the archive, as the account's
  /// devices tell each other (XEP-0490). An id that is not found in the conversation is ignored,
  /// and so is one before the point that is known. Blocks.
  ///
  /// @param db the transaction that stores what the devices are told
  /// @param by whose archive the entry is in: the account's own, or that of the room it is about
  /// @param id as clients see it
  void displayed(Db db, Account account, Jid with, Jid by, String id);

  /// Forgets what [#displayed] has noted of these conversations. Blocks.
  ///
  /// @param db the transaction that removes it for the devices
  void forget(Db db, Account account, Collection<Jid> with);

  /// Forgets what [#displayed] has noted. Blocks.
  ///
  /// @param db the transaction that removes it for the devices
  void forgetAll(Db db, Account account);

  /// Notes that the other side of a conversation was told that a message of theirs was displayed,
  /// and all before it (XEP-0333). The newest with that id counts; one that is not found among the
  /// last of the conversation is ignored. Blocks.
  ///
  /// @param messageId the id that the other side gave it
  void marked(Account account, Jid with, String messageId);

  /// Notes that a room was told that one of its messages was displayed, and all before it. Blocks.
  ///
  /// @param id the id that the room's archive has given it
  void markedInRoom(Account account, Jid room, String id);

  /// Which conversations.
  ///
  /// @param unreadOnly only those in which something is unread
  /// @param withMessages whether the last messages are wanted
  /// @param page where the page lies: a [Conversation#place]
  /// @param max how many at the most, and fewer when their messages are large; 0 for the totals
  ///   alone
  record Query(boolean unreadOnly, boolean withMessages, Cursor page, int max) {}

  /// A page.
  ///
  /// @param conversations newest first, whichever way it was paged
  /// @param complete whether nothing lies beyond it in the direction of paging
  /// @param totals of all conversations, whichever were asked for
  record Page(List<Conversation> conversations, boolean complete, Totals totals) {}

  /// How much there is in all.
  ///
  /// @param conversations how many there are
  /// @param unreadConversations in how many of them something is unread
  /// @param unreadMessages how many messages are unread
  record Totals(long conversations, long unreadConversations, long unreadMessages) {}

  /// One conversation.
  ///
  /// @param with the other side's bare JID; a full one where a room's occupants have sent private
  ///   messages
  /// @param unread how many messages are unread
  /// @param last the id of its last entry in the archive, whatever that is
  /// @param place where it stands among the others: by the last entry that is something to read, or
  ///   the last one where there is none
  /// @param message the last entry that is something to read; null where there is none, or where it
  ///   was not asked for
  record Conversation(Jid with, long unread, String last, String place, @Nullable Entry message) {}
}
