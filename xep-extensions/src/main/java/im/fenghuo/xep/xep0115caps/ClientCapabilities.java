package im.fenghuo.xep.xep0115caps;

import im.fenghuo.api.Account;
import im.fenghuo.api.Capabilities;
import im.fenghuo.api.DbException;
import im.fenghuo.api.DiscoInfo;
import im.fenghuo.api.Iq;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Presence;
import im.fenghuo.api.xml.Element;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What clients can do: in memory, else in the database, else one client of many with the same hash
/// is asked, and believed when the hash proves it (XEP-0115 §5.4, §6.2). Safe for all threads.
final class ClientCapabilities implements Capabilities {

  private static final Logger LOG = LoggerFactory.getLogger(ClientCapabilities.class);
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int IN_MEMORY = 2_000;
  private static final int MAX_FEATURES = 1_000;

  /// For so many clients with one hash that nobody has proven yet is waited.
  private static final int MAX_WAITING = 1_000;

  private final CapsTable table;
  private final Map<Caps.Key, Set<String>> memory =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Caps.Key, Set<String>> eldest) {
              return size() > IN_MEMORY;
            }
          });
  private final Map<Caps.Key, Queue<Waiting>> waiting = new HashMap<>(); // guarded by itself

  private record Waiting(Account account, Jid client, Caps caps, Consumer<Set<String>> work) {}

  ClientCapabilities(CapsTable table) {
    this.table = table;
  }

  @Override
  public @Nullable Set<String> known(Presence presence) {
    Caps caps = Caps.of(presence);
    return caps == null ? Set.of() : memory.get(caps.key());
  }

  @Override
  public void whenKnown(Account account, Presence presence, Consumer<Set<String>> work) {
    Set<String> features = known(presence);
    if (features != null) {
      account.run(() -> work.accept(features));
      return;
    }
    Caps caps = Caps.of(presence);
    if (caps != null) {
      find(new Waiting(account, presence.sender(), caps, work));
    }
  }

  private void find(Waiting asker) {
    Caps.Key key = asker.caps().key();
    synchronized (waiting) {
      Queue<Waiting> others = waiting.get(key);
      if (others != null) {
        if (others.size() < MAX_WAITING) {
          others.add(asker);
        }
        return;
      }
      waiting.put(key, new ArrayDeque<>());
    }
    Thread.startVirtualThread(() -> read(asker));
  }

  /// Blocks.
  private void read(Waiting asker) {
    Optional<Set<String>> stored = Optional.empty();
    try {
      stored = table.find(asker.caps().key());
    } catch (DbException e) {
      LOG.warn("Capabilities are asked for, not read: {}", e.toString());
    }
    if (stored.isPresent()) {
      tellAll(asker, stored.get());
    } else {
      ask(asker);
    }
  }

  private void ask(Waiting asker) {
    Element query =
        Element.of(DiscoInfo.NAMESPACE, "query")
            .attribute("node", asker.caps().discoNode())
            .build();
    asker
        .account()
        .ask(
            Iq.request(Iq.Type.GET, "caps", null, asker.client(), query),
            LIMIT,
            answer -> answered(asker, answer));
  }

  private void answered(Waiting asker, Iq answer) {
    Element info = answer.element().child(DiscoInfo.NAMESPACE, "query");
    if (answer.isError() || info == null) {
      askNext(asker.caps().key());
      return;
    }
    List<String> features = CapsHash.features(info);
    boolean isProven =
        asker.caps().ver().equals(CapsHash.of(info, asker.caps().hash()))
            && !CapsHash.isIllFormed(info)
            && features.size() <= MAX_FEATURES;
    if (!isProven) {
      // §5.4: what it says holds for itself alone.
      tell(asker, Set.copyOf(features));
      askNext(asker.caps().key());
      return;
    }
    Thread.startVirtualThread(() -> {
      try {
        table.put(asker.caps().key(), features);
      } catch (DbException e) {
        LOG.warn("Capabilities are not kept: {}", e.toString());
      }
    });
    tellAll(asker, Set.copyOf(features));
  }

  /// The client has not proven anything: perhaps another one with the same hash does.
  private void askNext(Caps.Key key) {
    Waiting next;
    synchronized (waiting) {
      Queue<Waiting> others = waiting.get(key);
      next = others == null ? null : others.poll();
      if (next == null) {
        waiting.remove(key);
      }
    }
    if (next != null) {
      ask(next);
    }
  }

  private void tellAll(Waiting asker, Set<String> features) {
    memory.put(asker.caps().key(), features);
    Queue<Waiting> others;
    synchronized (waiting) {
      others = waiting.remove(asker.caps().key());
    }
    tell(asker, features);
    if (others != null) {
      others.forEach(each -> tell(each, features));
    }
  }

  /// One that fails must not keep the others waiting.
  private static void tell(Waiting each, Set<String> features) {
    each.account()
        .run(() -> {
          try {
            each.work().accept(features);
          } catch (RuntimeException e) {
            LOG.error("What {} can do is of no use", each.client(), e);
          }
        });
  }
}
