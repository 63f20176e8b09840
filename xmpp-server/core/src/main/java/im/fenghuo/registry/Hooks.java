package im.fenghuo.registry;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Hook;
import im.fenghuo.api.Phase;
import im.fenghuo.api.Route;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The hooks that stanzas of one kind pass, by direction and phase.
public final class Hooks<S extends Stanza> {

  private static final Logger LOG = LoggerFactory.getLogger(Hooks.class);

  private final Map<Phase, List<Hook<S>>> sent = new EnumMap<>(Phase.class);
  private final Map<Phase, List<Hook<S>>> received = new EnumMap<>(Phase.class);

  void addSent(Phase phase, Hook<S> hook) {
    sent.computeIfAbsent(phase, _ -> new ArrayList<>()).add(hook);
  }

  void addReceived(Phase phase, Hook<S> hook) {
    received.computeIfAbsent(phase, _ -> new ArrayList<>()).add(hook);
  }

  /// Passes a stanza that a session sends through the hooks of a phase.
  ///
  /// @return the stanza, perhaps changed; null when it is to vanish
  /// @throws StanzaException the answer to it
  public @Nullable S sent(Phase phase, S stanza, Route route) throws StanzaException {
    return pass(sent.getOrDefault(phase, List.of()), phase, stanza, route);
  }

  /// Passes a stanza that an account receives through the hooks of a phase.
  ///
  /// @return the stanza, perhaps changed; null when it is to vanish
  /// @throws StanzaException the answer to it
  public @Nullable S received(Phase phase, S stanza, Route route) throws StanzaException {
    return pass(received.getOrDefault(phase, List.of()), phase, stanza, route);
  }

  private static <S extends Stanza> @Nullable S pass(
      List<Hook<S>> hooks, Phase phase, S stanza, Route route) throws StanzaException {
    S current = stanza;
    for (int i = 0; i < hooks.size(); i++) {
      Verdict<S> verdict;
      try {
        verdict = hooks.get(i).apply(current, route);
      } catch (RuntimeException e) {
        LOG.error("A hook of phase {} failed", phase, e);
        if (phase == Phase.CHECK) {
          throw new StanzaException(Condition.INTERNAL_SERVER_ERROR, "the server failed here");
        }
        continue;
      }
      switch (verdict) {
        case Verdict.Pass<S>(S passed) -> current = passed;
        case Verdict.Drop<S>(String reason) -> {
          LOG.debug("Dropped: {}", reason);
          return null;
        }
        case Verdict.Bounce<S>(StanzaException error) -> throw error;
      }
    }
    return current;
  }
}
