package im.fenghuo.dist;

import java.util.Map;

/// What the program knows of extensions before they are made.
final class Extensions {

  /// The records of the sections `[xep.NAME]`, by name.
  static final Map<String, Class<? extends Record>> SETTINGS = Map.of();

  private Extensions() {}
}
