package im.fenghuo.core;

import org.jspecify.annotations.Nullable;

/// A port cannot be listened on; the message is for the person who starts the server.
public final class PortException extends Exception {

  private static final long serialVersionUID = 1L;

  PortException(String key, int port, @Nullable Throwable cause) {
    super(
        "listeners."
            + key
            + " = "
            + port
            + " cannot be listened on ("
            + (cause == null ? "" : cause.getMessage())
            + "): another server may be using it; choose another port, or use --port-offset",
        cause);
  }
}
