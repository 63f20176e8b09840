package im.fenghuo.dist;

import org.jspecify.annotations.Nullable;

/// A command cannot do what it was asked; the message is for whoever typed it.
final class CommandException extends Exception {

  private static final long serialVersionUID = 1L;

  CommandException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
