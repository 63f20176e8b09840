package im.fenghuo.bench;

/// How a client gets from an open connection to a bound resource.
enum SignIn {
  /// RFC 6120: SASL, a new stream, resource binding.
  CLASSIC,
  /// XEP-0388 and XEP-0386: SASL2 with Bind 2 inside it, sent together with the stream header.
  SASL2,
  /// XEP-0484: as SASL2, and from the second login on with a token, so that one round trip is
  /// enough.
  FAST
}
