package im.fenghuo.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The one order in which a room's messages come: each gets its place when the first occupant sees
/// it, and everybody else must see it there, too. From any thread.
final class CommonOrder {

  private static final int UNSEEN = -1;

  private final List<Sender> senders = new ArrayList<>();
  private int[] copies = new int[1024];
  private int places;
  private long disordered;

  /// What has come from one sender: the place of each of its messages, by number.
  private static final class Sender {
    private int[] places = new int[64];
    private int count;
    private long seen;
  }

  /// @param senderCount how many may send; they are numbered from 0
  CommonOrder(int senderCount) {
    for (int i = 0; i < senderCount; i++) {
      senders.add(new Sender());
    }
  }

  /// Where a message belongs, counted from 0: somebody has seen it.
  synchronized int place(int sender, int number) {
    Sender from = senders.get(sender);
    while (from.count <= number) {
      if (from.count == from.places.length) {
        from.places = Arrays.copyOf(from.places, 2 * from.count);
      }
      from.places[from.count++] = UNSEEN;
    }
    if (from.places[number] == UNSEEN) {
      disordered += from.seen == number ? 0 : 1;
      from.seen++;
      from.places[number] = places++;
    }
    return from.places[number];
  }

  /// One more occupant has a message.
  ///
  /// @return how many have it now
  synchronized int arrived(int place) {
    if (place >= copies.length) {
      copies = Arrays.copyOf(copies, Math.max(places, 2 * copies.length));
    }
    return ++copies[place];
  }

  /// How many messages somebody has seen.
  synchronized int size() {
    return places;
  }

  /// How many of one sender's messages somebody has seen.
  synchronized long seenOf(int sender) {
    return senders.get(sender).seen;
  }

  /// How many messages were not seen in the order in which they were sent.
  synchronized long disordered() {
    return disordered;
  }
}
