package im.fenghuo.config;

import org.jspecify.annotations.Nullable;

/// Something wrong in a configuration file.
///
/// @param file as it was named by whoever started the server
/// @param position where, or null when it concerns no line
/// @param message names the key, the value and what was expected
public record Problem(String file, @Nullable Position position, String message) {

  /// A place in a file.
  ///
  /// @param line from 1
  /// @param column from 1
  public record Position(int line, int column) {}

  @Override
  public String toString() {
    return position == null
        ? file + ": " + message
        : "%s:%d:%d: %s".formatted(file, position.line(), position.column(), message);
  }
}
