package im.fenghuo.bench;

/// How a connection is secured.
enum Tls {
  NONE,
  /// RFC 6120 §5: negotiated inside the stream.
  STARTTLS,
  /// XEP-0368: from the first byte.
  DIRECT
}
