package im.fenghuo.entity;

import im.fenghuo.api.Directory;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.Presence;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.entity.Audience;
import im.fenghuo.archive.Receipt;
import im.fenghuo.lane.Loop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// An audience of an entity that lives here: its recipients on this node, on others, and at other
/// servers. Belongs to the entity's lane.
final class LocalAudience implements Audience, OtherNodes.Listener {

  private static final long CLOSED = -1;
  private static final long LOCAL_ONLY = 0;

  private final LocalEntity entity;
  private final Loop loop;
  private final Directory directory;
  private final OtherNodes others;
  private final Fan fan;
  private final Map<Jid, Recipient> here = new HashMap<>();
  private final Map<Jid, Remote> there = new HashMap<>();
  private final Map<Long, Recipient> thereByNumber = new HashMap<>();
  private final Map<String, Integer> nodes = new HashMap<>();
  private final Set<Jid> outside = new LinkedHashSet<>();
  private final ConcurrentLinkedQueue<Recipient> missing = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Long> missingNumbers = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean isTelling = new AtomicBoolean();
  private long numbers;
  private long number = LOCAL_ONLY;

  private record Remote(String node, Recipient recipient) {}

  LocalAudience(LocalEntity entity, Loop loop, LocalEntities home) {
    this.entity = entity;
    this.loop = loop;
    this.directory = home.node().registry().directory();
    this.others = home.others();
    this.fan = new Fan(home.accounts(), this::lost);
  }

  @Override
  public void add(Jid recipient) {
    if (recipient.isBare()) {
      throw new IllegalArgumentException("no full JID: " + recipient);
    }
    if (number == CLOSED || isThere(recipient)) {
      return;
    }
    if (!recipient.hasLocalpart() || !directory.domains().contains(recipient.domainpart())) {
      outside.add(recipient);
      return;
    }
    Recipient added = new Recipient(recipient, ++numbers);
    String node = others.owner(recipient.bare());
    if (node == null) {
      here.put(recipient, added);
      fan.add(added);
      return;
    }
    if (number == LOCAL_ONLY) {
      number = others.open(this);
    }
    there.put(recipient, new Remote(node, added));
    thereByNumber.put(added.number(), added);
    nodes.merge(node, 1, Integer::sum);
    others.add(loop, node, number, added.number(), recipient);
  }

  private boolean isThere(Jid recipient) {
    return here.containsKey(recipient)
        || there.containsKey(recipient)
        || outside.contains(recipient);
  }

  @Override
  public void remove(Jid recipient) {
    Recipient local = here.remove(recipient);
    if (local != null) {
      fan.remove(local);
      return;
    }
    Remote remote = there.remove(recipient);
    if (remote == null) {
      outside.remove(recipient);
      return;
    }
    thereByNumber.remove(remote.recipient().number());
    nodes.computeIfPresent(remote.node(), (_, count) -> count == 1 ? null : count - 1);
    others.remove(loop, remote.node(), number, remote.recipient().number());
  }

  @Override
  public int size() {
    return here.size() + there.size() + outside.size();
  }

  @Override
  public void send(Stanza stanza) {
    Stanza once = serialized(stanza);
    Receipt receipt = entity.receipt();
    if (!here.isEmpty()) {
      Receipt handed = entity.ahead(here.size());
      fan.send(once, handed);
      handed.done();
    }
    if (!nodes.isEmpty()) {
      others.send(loop, nodes.keySet(), number, once, receipt);
    }
    for (Jid each : outside) {
      entity.send(once.withAddresses(once.sender(), each));
    }
  }

  private static Stanza serialized(Stanza stanza) {
    try {
      return switch (stanza) {
        case Message message -> Message.of(message.element().serialized());
        case Presence presence -> Presence.of(presence.element().serialized());
        default -> throw new IllegalArgumentException("an iq is for one");
      };
    } catch (StanzaException e) {
      throw new IllegalArgumentException("no stanza: " + stanza, e);
    }
  }

  /// Nothing is sent any more.
  void close() {
    here.values().forEach(fan::remove);
    here.clear();
    if (number > 0) {
      others.close(loop, number, List.copyOf(nodes.keySet()));
    }
    there.clear();
    thereByNumber.clear();
    nodes.clear();
    outside.clear();
    number = CLOSED;
  }

  /// On any loop.
  private void lost(List<Recipient> those) {
    missing.addAll(those);
    tellMissing();
  }

  @Override
  public void lost(long recipient) {
    missingNumbers.add(recipient);
    tellMissing();
  }

  /// Those of whom it is heard before the next step are told of at once.
  private void tellMissing() {
    if (isTelling.compareAndSet(false, true)) {
      entity.post(() -> {
        isTelling.set(false);
        List<Recipient> those = new ArrayList<>();
        for (Recipient each = missing.poll(); each != null; each = missing.poll()) {
          those.add(each);
        }
        for (Long each = missingNumbers.poll(); each != null; each = missingNumbers.poll()) {
          Recipient remote = thereByNumber.get(each);
          if (remote != null) {
            those.add(remote);
          }
        }
        forget(those);
      });
    }
  }

  @Override
  public void gone(String node) {
    entity.post(() ->
        forget(
            there.values().stream()
                .filter(each -> each.node().equals(node))
                .map(Remote::recipient)
                .toList()));
  }

  /// Those among them that are still meant, and not somebody who has come since by the same name.
  private void forget(List<Recipient> lost) {
    List<Jid> forgotten = new ArrayList<>();
    for (Recipient each : lost) {
      if (recipient(each.jid()) == each) {
        remove(each.jid());
        forgotten.add(each.jid());
      }
    }
    if (!forgotten.isEmpty()) {
      entity.lost(forgotten);
    }
  }

  private @Nullable Recipient recipient(Jid jid) {
    Recipient local = here.get(jid);
    if (local != null) {
      return local;
    }
    Remote remote = there.get(jid);
    return remote == null ? null : remote.recipient();
  }
}
