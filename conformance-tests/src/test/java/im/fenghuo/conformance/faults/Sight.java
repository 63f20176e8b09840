package im.fenghuo.conformance.faults;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a device shows to its user: messages in the order in which they came, each once. A device
/// that comes back as a new session first asks the archive for what it has missed; what comes
/// meanwhile waits behind.
final class Sight {

  private final Consumer<String> deviations;
  private final Map<String, Seen> shown = new LinkedHashMap<>();
  private final Set<String> delivered = new HashSet<>();
  private final Set<String> fetched = new HashSet<>();
  private final List<Seen> waiting = new ArrayList<>();
  private boolean fetching;
  private @Nullable Seen last;

  Sight(Consumer<String> deviations) {
    this.deviations = deviations;
  }

  /// A new session begins.
  ///
  /// @param fetches whether it asks the archive
  void begin(boolean fetches) {
    delivered.clear();
    fetched.clear();
    waiting.clear();
    fetching = fetches;
  }

  /// A message was delivered: once in the life of a session, however often that is resumed.
  void delivered(Seen message) {
    if (!delivered.add(message.id())) {
      deviations.accept("was sent " + message + " twice in one session");
    }
    if (fetching) {
      waiting.add(message);
    } else {
      show(message);
    }
  }

  /// The archive has it.
  void fetched(Seen message) {
    if (!fetched.add(message.id())) {
      deviations.accept("found " + message + " twice in the archive");
    }
    show(message);
  }

  /// The archive has no more.
  void upToDate() {
    fetching = false;
    waiting.forEach(this::show);
    waiting.clear();
  }

  private void show(Seen message) {
    if (shown.putIfAbsent(message.id(), message) != null) {
      return;
    }
    if (last != null && last.number() >= message.number()) {
      deviations.accept("saw " + message + " after " + last);
    }
    last = message;
  }

  /// The last message that is shown.
  Optional<Seen> last() {
    return Optional.ofNullable(last);
  }

  /// Everything, in order.
  List<Seen> shown() {
    return List.copyOf(shown.values());
  }
}
