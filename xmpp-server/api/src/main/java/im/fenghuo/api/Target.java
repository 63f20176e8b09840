package im.fenghuo.api;

/// Whom a request is addressed to.
public enum Target {
  /// The stream itself, before its client has authenticated.
  STREAM,
  /// The server: `to` is one of its domains.
  SERVER,
  /// An account: `to` is a bare JID, or absent, which means the sender's own (RFC 6120 §10.3.3).
  ACCOUNT
}
