package im.fenghuo.conformance.inbox;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What ought to be unread, counted one message after the other, from the archive's rows and from
/// what devices have said that they displayed.
final class InboxModel {

  private final String account;
  private final Map<String, Long> displayed = new HashMap<>();
  private final Map<String, Long> marked = new HashMap<>();
  private final Set<String> items = new HashSet<>();
  private List<Row> rows = List.of();

  InboxModel(String account) {
    this.account = account;
  }

  /// A row of the archive.
  ///
  /// @param messageId what its sender calls it
  record Row(String id, String peer, boolean outgoing, String messageId, boolean readable) {
    long number() {
      return Long.parseLong(id.substring(0, id.indexOf('-')));
    }
  }

  /// A conversation.
  ///
  /// @param last the id of its last row
  /// @param message the id of the last row that is something to read, or `none`
  record Entry(String jid, long unread, String last, String message) {}

  /// All conversations, newest first, and the totals.
  record Inbox(List<Entry> entries, long total, long unread, long allUnread) {

    Inbox unreadOnly() {
      List<Entry> left = entries.stream().filter(entry -> entry.unread() > 0).toList();
      return new Inbox(left, total, unread, allUnread);
    }
  }

  /// What is in the archive now.
  void archive(List<Row> now) {
    rows = now;
  }

  List<Row> rows() {
    return rows;
  }

  /// The items of the node of XEP-0490.
  Set<String> items() {
    return items;
  }

  /// A device, or the server for it, has published that a chat was displayed up to an id.
  void published(String item, String by, String id) {
    items.add(item);
    String peer = Device.bare(item);
    for (Row row : rows) {
      if (by.equals(account) && row.id().equals(id) && row.peer().equals(peer)) {
        displayed.merge(peer, row.number(), Math::max);
      }
    }
  }

  void retracted(String item) {
    items.remove(item);
    displayed.remove(Device.bare(item));
  }

  void cleared() {
    items.clear();
    displayed.clear();
  }

  /// A device has sent a marker.
  void marked(String to, String messageId) {
    String peer = Device.bare(to);
    rows.stream()
        .filter(row -> row.peer().equals(peer) && !row.outgoing())
        .filter(row -> row.messageId().equals(messageId))
        .mapToLong(Row::number)
        .max()
        .ifPresent(number -> marked.merge(peer, number, Math::max));
  }

  /// What the server should say.
  Inbox expected() {
    Set<String> peers = new LinkedHashSet<>();
    rows.forEach(row -> peers.add(row.peer()));
    Map<Entry, Long> places = new HashMap<>();
    for (String peer : peers) {
      Row last = null;
      Row said = null;
      long unread = 0;
      long read = Math.max(displayed.getOrDefault(peer, 0L), marked.getOrDefault(peer, 0L));
      for (Row row : rows) {
        if (row.peer().equals(peer)) {
          last = row;
          said = row.readable() ? row : said;
          boolean counts = row.readable() && !row.outgoing() && !peer.equals(account);
          unread += counts && row.number() > read ? 1 : 0;
        }
      }
      if (last != null) {
        Entry entry = new Entry(peer, unread, last.id(), said == null ? "none" : said.id());
        places.put(entry, said == null ? last.number() : said.number());
      }
    }
    List<Entry> entries = new ArrayList<>(places.keySet());
    entries.sort(Comparator.comparing(places::get).reversed());
    return new Inbox(
        entries,
        entries.size(),
        entries.stream().filter(entry -> entry.unread() > 0).count(),
        entries.stream().mapToLong(Entry::unread).sum());
  }
}
