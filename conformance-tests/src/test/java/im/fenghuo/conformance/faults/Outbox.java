package im.fenghuo.conformance.faults;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What a client has sent and knows of its fate (XEP-0198), across all its sessions.
final class Outbox {

  /// @param origin a message's; none of what is not worth being said again in another session
  record Sent(String stanza, Optional<String> origin) {}

  private final Consumer<String> deviations;
  private final List<String> acknowledged = new ArrayList<>();
  private Deque<Sent> unacknowledged = new ArrayDeque<>();
  private long handled;

  Outbox(Consumer<String> deviations) {
    this.deviations = deviations;
  }

  void sent(Sent stanza) {
    unacknowledged.add(stanza);
  }

  /// The server has handled so many stanzas of this session.
  void handled(long count) {
    if (count < handled || count > handled + unacknowledged.size()) {
      deviations.accept(
          "hears of %d handled stanzas after %d, with %d under way"
              .formatted(count, handled, unacknowledged.size()));
    }
    while (handled < count && !unacknowledged.isEmpty()) {
      unacknowledged.remove().origin().ifPresent(acknowledged::add);
      handled++;
    }
  }

  /// What has to be said again in the session that has been resumed.
  List<Sent> unacknowledged() {
    return List.copyOf(unacknowledged);
  }

  /// Another session begins.
  ///
  /// @return the messages that have to be said again there
  List<Sent> begin() {
    List<Sent> again =
        unacknowledged.stream().filter(stanza -> stanza.origin().isPresent()).toList();
    unacknowledged = new ArrayDeque<>();
    handled = 0;
    return again;
  }

  /// Whether the fate of every message is known.
  boolean isSettled() {
    return unacknowledged.stream().allMatch(stanza -> stanza.origin().isEmpty());
  }

  @Override
  public String toString() {
    return handled + " handled, under way: " + unacknowledged;
  }

  /// The messages that the server has acknowledged.
  List<String> acknowledged() {
    return List.copyOf(acknowledged);
  }
}
