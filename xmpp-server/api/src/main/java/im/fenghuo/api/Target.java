package im.fenghuo.api;

/// Whom a request is addressed to.
public enum Target {
  /// The stream itself, before its client has authenticated.
  STREAM,
  /// The server: `to` is one of its domains.
  SERVER,
  /// An account: `to` is a bare JID, or absent, which means the sender's own (RFC 6120 §10.3.3).
  ACCOUNT,
  /// An account that does not exist: `to` is a bare JID of a domain served here. For the few
  /// requests whose answer must not tell; all others get `service-unavailable` (RFC 6121 §8.5.1).
  NOBODY
}
