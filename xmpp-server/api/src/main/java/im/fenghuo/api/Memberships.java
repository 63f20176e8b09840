package im.fenghuo.api;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who belongs to an archive that is not their own, online or not: the members of a room. To them
/// it is one of their [Conversations]. Everything blocks.
public interface Memberships {

  /// What an account belongs to.
  ///
  /// @param archive the archive's key
  /// @param jid whose archive it is, such as a room's bare JID
  record Group(long archive, Jid jid) {}

  /// Why an account is a member. It is one as long as one ground is left.
  enum Ground {
    /// It has a lasting affiliation.
    AFFILIATION,
    /// It has a bookmark of a room that it may enter, to be entered by itself (XEP-0402).
    BOOKMARK
  }

  /// Makes accounts members; what is in the archive by then counts as read. JIDs that are no
  /// accounts here are left out.
  ///
  /// @param db the transaction that stores the ground
  /// @param members bare JIDs
  void add(Db db, Group group, Collection<Jid> members, Ground ground);

  /// Takes a ground away.
  ///
  /// @param db the transaction that removes it
  /// @param members bare JIDs
  void remove(Db db, long archive, Collection<Jid> members, Ground ground);

  /// Takes a ground away from all that have it.
  ///
  /// @param db the transaction that removes it
  void removeAll(Db db, long archive, Ground ground);

  /// Takes a ground away from all that an account is a member of.
  ///
  /// @param db the transaction that removes it
  void leaveAll(Db db, Account account, Ground ground);

  /// The archive is no more: nobody is a member.
  ///
  /// @param db the transaction that removes it
  void end(Db db, long archive);

  /// How far members have read.
  ///
  /// @param number of a message of the archive
  Reach reach(long archive, long number);

  /// Some members, by JID.
  ///
  /// @param after the last one of the page before, or null
  /// @param limit how many
  List<Reader> readers(long archive, @Nullable Jid after, int limit);

  /// Who has read a message.
  ///
  /// @param members how many members there are
  /// @param readers how many have displayed that message, or a later one
  record Reach(long members, long readers) {}

  /// How far a member has read.
  ///
  /// @param member the bare JID
  /// @param upTo the last number that was displayed, 0 for none
  record Reader(Jid member, long upTo) {}
}
