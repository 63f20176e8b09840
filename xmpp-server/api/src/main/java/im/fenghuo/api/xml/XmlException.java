package im.fenghuo.api.xml;

/// XML that a stream may not carry. The condition is what the sender is told before its stream is
/// closed; the message says what was wrong, for logs and for the error's `<text/>`.
///
/// Carries no stack trace: bad input is an ordinary event and may come as a flood.
public final class XmlException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final StreamErrorCondition condition;

  public XmlException(StreamErrorCondition condition, String message) {
    super(message, null, false, false);
    this.condition = condition;
  }

  /// The stream error that this input calls for (RFC 6120 §4.9.3).
  public StreamErrorCondition condition() {
    return condition;
  }
}
