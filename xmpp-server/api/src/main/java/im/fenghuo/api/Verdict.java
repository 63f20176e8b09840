package im.fenghuo.api;

/// What a hook says of a stanza.
public sealed interface Verdict<S extends Stanza> {

  /// Let it go on, as it is or changed.
  record Pass<S extends Stanza>(S stanza) implements Verdict<S> {}

  /// Let it vanish; the reason is for the log.
  record Drop<S extends Stanza>(String reason) implements Verdict<S> {}

  /// Answer it with an error.
  record Bounce<S extends Stanza>(StanzaException error) implements Verdict<S> {}
}
