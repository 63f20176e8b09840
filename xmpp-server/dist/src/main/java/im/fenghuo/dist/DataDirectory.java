package im.fenghuo.dist;

import im.fenghuo.config.FileProblem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// The directory that holds everything a server keeps, used by one process at a time.
final class DataDirectory implements AutoCloseable {

  private final Path path;
  private final FileChannel lock;

  private DataDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /// Blocks. Makes the directory when it is not there. Only its owner may look into it; others may
  /// pass, because PostgreSQL may have to run as another user than root.
  static DataDirectory open(Path path) throws CommandException {
    try {
      if (!Files.exists(path)) {
        Files.createDirectories(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
      }
      Path real = path.toRealPath();
      FileChannel lock =
          FileChannel.open(
              real.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isLocked(lock)) {
        lock.close();
        throw new CommandException("a server is already using " + real, null);
      }
      return new DataDirectory(real, lock);
    } catch (IOException e) {
      throw new CommandException(
          "the data directory " + path + " cannot be used: " + FileProblem.text(e), e);
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false; // by this process
    }
  }

  Path path() {
    return path;
  }

  /// The socket that a running server listens on for commands.
  static Path controlSocket(Path path) {
    return path.toAbsolutePath().normalize().resolve("control.sock");
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
