package im.fenghuo.pubsub;

import im.fenghuo.api.Account;
import im.fenghuo.api.StanzaException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Extensions that keep something else in step with a node of accounts. Registered before the
/// server listens, only read after.
final class Changes {

  private static final Logger LOG = LoggerFactory.getLogger(Changes.class);

  private final Map<String, List<Pubsub.ChangeListener>> listeners = new HashMap<>();

  void listen(String node, Pubsub.ChangeListener listener) {
    listeners.computeIfAbsent(node, _ -> new ArrayList<>()).add(listener);
  }

  /// What was stored is stored, whatever becomes of its copies.
  void tell(Host host, String node) {
    if (host instanceof AccountHost(Account account)) {
      for (Pubsub.ChangeListener listener : listeners.getOrDefault(node, List.of())) {
        try {
          listener.changed(account);
        } catch (StanzaException e) {
          LOG.warn("{} of {} was not copied: {}", node, account.jid(), e.getMessage());
        }
      }
    }
  }
}
