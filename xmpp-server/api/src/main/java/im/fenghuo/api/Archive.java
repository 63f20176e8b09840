package im.fenghuo.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The archives of accounts and rooms: messages in order, numbered 1, 2, 3, … by their lane.
/// Blocking; a read sees everything that was handled before it began.
public interface Archive {

  /// Whose archive it is.
  interface Owner {
    /// The archive's key in the database.
    long id();
  }

  /// One page, oldest first whichever way it was paged. Blocks.
  ///
  /// @throws StanzaException `item-not-found` for an id that is none of this archive's
  Page find(Owner owner, Query query) throws StanzaException;

  /// One page of the messages that have all the words of a text, in any order; what is written
  /// without spaces, such as Chinese, is found within longer texts as it is written. Case and
  /// accents make no difference. Blocks.
  ///
  /// @throws StanzaException as [#find]; `resource-constraint` while the archive is not ready to be
  ///   searched, or when too much is similar; `bad-request` for too many words
  Page search(Owner owner, Query query, String text) throws StanzaException;

  /// Removes messages for good, at the wish of the archive's owner. Ids go on where they were.
  /// Blocks; may take a while, and may be broken off: what is removed stays removed.
  ///
  /// @param with only those exchanged with this bare JID; null for all
  /// @param before only those archived before this time; null for all there are now
  void purge(Owner owner, @Nullable Jid with, @Nullable Instant before);

  /// The first and the last entry, or an empty list. Blocks.
  default List<Entry> ends(Owner owner) {
    return ends(owner, Long.MAX_VALUE);
  }

  /// The first and the last of the entries up to a number, or an empty list. Blocks.
  List<Entry> ends(Owner owner, long last);

  /// Which entries, and which page of them. Empty fields do not restrict.
  ///
  /// @param with messages exchanged with this JID; a bare JID matches all its resources
  /// @param start not before this time
  /// @param end not after this time
  /// @param afterId only what came after the entry with that id
  /// @param beforeId only what came before the entry with that id
  /// @param ids only these
  /// @param page where the page lies in what is left
  /// @param max how many entries at the most, and fewer when they are large; 0 to only count
  record Query(
      @Nullable Jid with,
      @Nullable Instant start,
      @Nullable Instant end,
      @Nullable String afterId,
      @Nullable String beforeId,
      List<String> ids,
      Cursor page,
      int max) {}

  /// Where a page lies (XEP-0059).
  sealed interface Cursor {
    /// The first page.
    record First() implements Cursor {}

    /// The last page.
    record Last() implements Cursor {}

    /// The page after an id.
    record After(String id) implements Cursor {}

    /// The page before an id.
    record Before(String id) implements Cursor {}
  }

  /// A page.
  ///
  /// @param entries oldest first
  /// @param complete whether nothing lies beyond it in the direction of paging
  /// @param count how many entries all pages have together; null where that was not asked for
  record Page(List<Entry> entries, boolean complete, @Nullable Long count) {}

  /// One archived message.
  ///
  /// @param id what clients see: the number and the incarnation of the lane that gave it
  /// @param at when it was archived
  /// @param stanza the message as XML, with its namespace
  /// @param retracted whether it is what is left of a message that was retracted
  @SuppressWarnings(
      "ArrayRecordComponent") // millions of them pass; nobody changes or compares them
  record Entry(
      String id,
      long number,
      Instant at,
      Jid peer,
      boolean outgoing,
      byte[] stanza,
      boolean retracted) {

    /// A message that was not retracted.
    public Entry(String id, long number, Instant at, Jid peer, boolean outgoing, byte[] stanza) {
      this(id, number, at, peer, outgoing, stanza, false);
    }
  }
}
