package im.fenghuo.entity;

import im.fenghuo.account.Copies;
import im.fenghuo.account.LocalAccounts;
import im.fenghuo.api.Stanza;
import im.fenghuo.archive.Receipt;
import im.fenghuo.lane.Loop;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The recipients of an audience whose accounts live on this node, each on the loop of its account:
/// what is sent to all of them is one piece of work for each loop.
///
/// Whoever has it calls its methods one after the other, from any thread.
final class Fan {

  private final LocalAccounts accounts;
  private final Consumer<List<Recipient>> onLost;
  private final @Nullable Part[] parts;

  /// @param onLost is told, on any loop, of recipients that are not there: whoever has added them
  ///   is to remove them
  Fan(LocalAccounts accounts, Consumer<List<Recipient>> onLost) {
    this.accounts = accounts;
    this.onLost = onLost;
    this.parts = new Part[accounts.node().loops().all().size()];
  }

  /// The recipients of one loop.
  private final class Part {
    private final Loop loop;
    private final List<Recipient> present = new ArrayList<>();

    /// Belongs to whoever has the fan.
    private int size;

    Part(Loop loop) {
      this.loop = loop;
    }

    /// On the loop, as what follows. Who is there now is meant, not whoever takes its name later.
    void add(Recipient recipient) {
      accounts.ifPresent(
          recipient.jid().bare(),
          account -> {
            recipient.session = account.session(recipient.jid().resourcepart());
            if (recipient.session == null) {
              lost(recipient);
            } else if (!recipient.removed) {
              recipient.place = present.size();
              present.add(recipient);
            }
          },
          () -> lost(recipient));
    }

    private void lost(Recipient recipient) {
      if (!recipient.removed) {
        onLost.accept(List.of(recipient));
      }
    }

    void remove(Recipient recipient) {
      recipient.removed = true;
      int place = recipient.place;
      if (place >= 0) {
        recipient.place = -1;
        Recipient last = present.removeLast();
        if (last != recipient) {
          last.place = place;
          present.set(place, last);
        }
      }
    }

    void send(Stanza stanza) {
      List<Recipient> lost = null;
      for (int i = 0; i < present.size(); i++) {
        Recipient recipient = present.get(i);
        if (recipient.session == null || !Copies.give(recipient.session, stanza)) {
          lost = lost == null ? new ArrayList<>() : lost;
          lost.add(recipient);
        }
      }
      if (lost != null) {
        lost.forEach(this::remove);
        onLost.accept(lost);
      }
    }
  }

  private Part part(Recipient recipient) {
    Loop loop = accounts.loop(recipient.jid().bare());
    Part part = parts[loop.number()];
    if (part == null) {
      part = new Part(loop);
      parts[loop.number()] = part;
    }
    return part;
  }

  /// Adds one: it gets what is sent from now on.
  void add(Recipient recipient) {
    Part part = part(recipient);
    part.size++;
    part.loop.run(() -> part.add(recipient));
  }

  /// Removes one that was added: it gets what was sent before.
  void remove(Recipient recipient) {
    Part part = part(recipient);
    part.size--;
    part.loop.run(() -> part.remove(recipient));
  }

  /// Gives everybody a copy.
  ///
  /// @param receipt is held open until all have it
  void send(Stanza stanza, Receipt receipt) {
    for (Part part : parts) {
      if (part != null && part.size > 0) {
        receipt.expect();
        part.loop.run(() -> {
          try {
            part.send(stanza);
          } finally {
            receipt.done();
          }
        });
      }
    }
  }
}
