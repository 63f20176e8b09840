package im.fenghuo.xep.xep0363httpupload;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;

/// Where the content of uploaded files is kept: on a disk, or wherever a file appears as a whole
/// under a name once it is complete. Everything blocks; safe for all threads.
interface FileStore {

  /// Begins to take a file that nobody sees before it is published.
  ///
  /// @param id of letters, digits, `-` and `_`, at least 2
  Incoming receive(String id) throws IOException;

  /// Writes a part of a published file.
  ///
  /// @throws java.nio.file.NoSuchFileException when there is no such file
  void read(String id, long first, long length, OutputStream out) throws IOException;

  /// Removes a published file, if it is there.
  void delete(String id) throws IOException;

  /// Removes what was left half, by a process that was killed: what nothing was written to since.
  void clean(Instant since) throws IOException;

  /// How many bytes there is room for.
  long free() throws IOException;

  /// A file that is being received.
  interface Incoming extends AutoCloseable {

    /// Where its content goes.
    OutputStream content();

    /// Makes what was written durable. After it, publishing takes no longer for a large file.
    void force() throws IOException;

    /// Gives the file its name, durably. A former file of that name is replaced.
    void publish() throws IOException;

    /// Forgets the file, unless it is published.
    @Override
    void close() throws IOException;
  }
}
