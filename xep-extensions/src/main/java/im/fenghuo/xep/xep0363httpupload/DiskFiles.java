package im.fenghuo.xep.xep0363httpupload;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;

/// Files in a directory, which only the server's user may look into. Nodes that share the directory
/// share the files.
final class DiskFiles implements FileStore {

  private static final int BUFFER = 64 * 1024;

  private final Path incoming;
  private final Path files;

  private DiskFiles(Path incoming, Path files) {
    this.incoming = incoming;
    this.files = files;
  }

  /// Blocks. Makes the directory when it is not there.
  static DiskFiles in(Path directory) throws IOException {
    Path incoming = directory.resolve("incoming");
    Path files = directory.resolve("files");
    make(incoming);
    make(files);
    force(directory);
    return new DiskFiles(incoming, files);
  }

  private static void make(Path directory) throws IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /// What names a directory holds is durable after this.
  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// A folder for each beginning: no file system likes a million files in one.
  private Path folder(String id) {
    return files.resolve(id.substring(0, 2));
  }

  private Path path(String id) {
    return folder(id).resolve(id);
  }

  @Override
  public Incoming receive(String id) throws IOException {
    Path temporary = Files.createTempFile(incoming, id + ".", ""); // for its owner alone
    try {
      return new IncomingFile(id, temporary);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
  }

  @Override
  public void read(String id, long first, long length, OutputStream out) throws IOException {
    try (FileChannel channel = FileChannel.open(path(id), StandardOpenOption.READ)) {
      channel.position(first);
      ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, length));
      for (long left = length; left > 0; ) {
        buffer.clear().limit((int) Math.min(buffer.capacity(), left));
        int count = channel.read(buffer);
        if (count < 0) {
          throw new EOFException("the file is shorter than it was");
        }
        out.write(buffer.array(), 0, count);
        left -= count;
      }
    }
  }

  @Override
  public void delete(String id) throws IOException {
    Files.deleteIfExists(path(id));
  }

  @Override
  public void clean(Instant since) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(incoming)) {
      for (Path file : left) {
        if (isOlder(file, since)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static boolean isOlder(Path file, Instant since) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(since);
    } catch (NoSuchFileException e) {
      return false; // another node was quicker, or it is published
    }
  }

  @Override
  public long free() throws IOException {
    return Files.getFileStore(files).getUsableSpace();
  }

  private final class IncomingFile implements Incoming {

    private final String id;
    private final Path temporary;
    private final FileChannel channel;
    private final OutputStream content;

    IncomingFile(String id, Path temporary) throws IOException {
      this.id = id;
      this.temporary = temporary;
      this.channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
      this.content = Channels.newOutputStream(channel);
    }

    @Override
    public OutputStream content() {
      return content;
    }

    @Override
    public void force() throws IOException {
      channel.force(true);
    }

    @Override
    public void publish() throws IOException {
      force();
      Path folder = folder(id);
      if (!Files.isDirectory(folder)) {
        make(folder);
        DiskFiles.force(files);
      }
      Files.move(temporary, path(id), StandardCopyOption.ATOMIC_MOVE);
      DiskFiles.force(folder);
    }

    @Override
    public void close() throws IOException {
      channel.close();
      Files.deleteIfExists(temporary);
    }
  }
}
