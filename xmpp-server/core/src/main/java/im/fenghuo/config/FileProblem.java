package im.fenghuo.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// What keeps a file from being used, in words for the person who named it.
public final class FileProblem {

  private FileProblem() {}

  /// Which file, and why.
  public static String text(IOException failure) {
    return failure instanceof FileSystemException concerned && concerned.getFile() != null
        ? concerned.getFile() + ": " + reason(failure)
        : reason(failure);
  }

  /// Why, where the file was named already.
  public static String reason(IOException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "there is no such file or directory";
      case AccessDeniedException _ -> "access is denied";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> String.valueOf(failure.getMessage());
    };
  }
}
