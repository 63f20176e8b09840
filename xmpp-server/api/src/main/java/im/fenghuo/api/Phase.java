package im.fenghuo.api;

/// The order of the hooks that a stanza passes. Two hooks of one phase must not care which comes
/// first.
///
/// Between `MARK` and `COPY` the core delivers; between `CHECK` and `MARK` it gives the message its
/// number in the archive.
public enum Phase {
  /// May it pass? A hook that throws here stops the stanza.
  CHECK,
  /// What is added to the stanza or taken from it.
  MARK,
  /// Who else gets it.
  COPY
}
