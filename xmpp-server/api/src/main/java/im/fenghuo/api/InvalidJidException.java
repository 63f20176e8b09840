package im.fenghuo.api;

/// A string that is no JID. A stanza that carries one is answered with `jid-malformed`.
///
/// Carries no stack trace: bad input is an ordinary event and may come as a flood.
public final class InvalidJidException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public InvalidJidException(String message) {
    super(message, null, false, false);
  }
}
