package im.fenghuo.conformance.scenario;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What `$names` stand for. Never changes; binding one more gives a new one.
record Bindings(Map<String, String> values) {

  static final Bindings NONE = new Bindings(Map.of());

  Bindings {
    values = Map.copyOf(values);
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  Bindings and(String name, String value) {
    Map<String, String> more = new HashMap<>(values);
    more.put(name, value);
    return new Bindings(more);
  }
}
