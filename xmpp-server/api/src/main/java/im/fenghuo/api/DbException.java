package im.fenghuo.api;

import org.jspecify.annotations.Nullable;

/// The database refused, failed, or did not answer in time. The message never holds parameters.
public final class DbException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// What went wrong, as far as a caller can act on it.
  public enum Kind {
    /// A unique key, a reference or a check forbids the change, or another transaction was faster.
    CONFLICT,
    /// No connection, no answer in time, or too many callers waiting: trying later may work.
    UNAVAILABLE,
    /// Anything else: a mistake in the statement or in the schema.
    FAILURE
  }

  private final Kind kind;

  public DbException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  /// The row is there already, is still referred to, or was changed by somebody else meanwhile.
  public boolean isConflict() {
    return kind == Kind.CONFLICT;
  }

  /// To be answered to a client with `wait` and `resource-constraint`.
  public boolean isUnavailable() {
    return kind == Kind.UNAVAILABLE;
  }
}
