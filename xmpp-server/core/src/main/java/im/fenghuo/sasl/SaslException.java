package im.fenghuo.sasl;

/// Says no to a client. Has no stack trace: it is an answer, not a bug.
public final class SaslException extends Exception {

  private static final long serialVersionUID = 1L;

  private final SaslError error;

  /// The text is shown to the client: it must not tell whether an account exists.
  public SaslException(SaslError error, String text) {
    super(text, null, false, false);
    this.error = error;
  }

  public SaslError error() {
    return error;
  }

  public String text() {
    return String.valueOf(getMessage());
  }
}
