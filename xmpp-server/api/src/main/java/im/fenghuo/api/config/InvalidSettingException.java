package im.fenghuo.api.config;

/// A value of the right type that its record refuses.
public final class InvalidSettingException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String key;

  /// @param key the key within the section, as in the file
  /// @param value what it was
  /// @param expected completes the sentence "key …", as in "must be in 1..10"
  public InvalidSettingException(String key, Object value, String expected) {
    super(expected + ", is " + value);
    this.key = key;
  }

  public String key() {
    return key;
  }
}
