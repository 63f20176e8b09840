package im.fenghuo.pubsub;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What an entity may do with a node (XEP-0060 §4.1).
enum Affiliation {
  OWNER,
  PUBLISHER,
  PUBLISH_ONLY,
  MEMBER,
  NONE,
  OUTCAST;

  /// As it is written.
  String value() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The affiliation that is written so; null for none.
  static @Nullable Affiliation of(@Nullable String value) {
    for (Affiliation each : values()) {
      if (each.value().equals(value)) {
        return each;
      }
    }
    return null;
  }

  /// Whether it always reads, whatever the access model.
  boolean reads() {
    return this == OWNER || this == PUBLISHER || this == MEMBER;
  }

  /// Whether it publishes where only publishers may.
  boolean publishes() {
    return this == OWNER || this == PUBLISHER || this == PUBLISH_ONLY;
  }
}
