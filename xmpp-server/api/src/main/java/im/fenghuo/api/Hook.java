package im.fenghuo.api;

/// Sees every stanza of one kind that passes an account, inline on the account's event loop: it may
/// not wait, and must be quick.
@FunctionalInterface
public interface Hook<S extends Stanza> {

  /// What is to become of the stanza.
  Verdict<S> apply(S stanza, Route route);
}
