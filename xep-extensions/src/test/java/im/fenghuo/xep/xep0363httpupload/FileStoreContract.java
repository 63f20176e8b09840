package im.fenghuo.xep.xep0363httpupload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What holds of every place where files are kept.
abstract class FileStoreContract {

  abstract FileStore store() throws IOException;

  /// How many files are being received.
  abstract int halfDone() throws IOException;

  private static String read(FileStore store, String id, long first, long length)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    store.read(id, first, length, out);
    return out.toString(UTF_8);
  }

  private static void write(FileStore store, String id, String text) throws IOException {
    try (FileStore.Incoming incoming = store.receive(id)) {
      incoming.content().write(text.getBytes(UTF_8));
      incoming.publish();
    }
  }

  @Test
  void a_published_file_is_read_whole_or_in_parts() throws IOException {
    FileStore store = store();
    write(store, "a1", "0123456789");
    assertThat(read(store, "a1", 0, 10)).isEqualTo("0123456789");
    assertThat(read(store, "a1", 3, 4)).isEqualTo("3456");
    assertThat(halfDone()).isZero();
  }

  @Test
  void nobody_sees_a_file_before_it_is_published() throws IOException {
    FileStore store = store();
    try (FileStore.Incoming incoming = store.receive("b1")) {
      incoming.content().write('x');
      incoming.force();
      assertThatThrownBy(() -> read(store, "b1", 0, 1)).isInstanceOf(NoSuchFileException.class);
      assertThat(halfDone()).isEqualTo(1);
    }
    assertThatThrownBy(() -> read(store, "b1", 0, 1)).isInstanceOf(NoSuchFileException.class);
    assertThat(halfDone()).isZero();
  }

  @Test
  void two_who_receive_one_file_do_not_mix() throws IOException {
    FileStore store = store();
    try (FileStore.Incoming one = store.receive("c1");
        FileStore.Incoming other = store.receive("c1")) {
      one.content().write('1');
      other.content().write('2');
      other.publish();
    }
    assertThat(read(store, "c1", 0, 1)).isEqualTo("2");
  }

  @Test
  void a_deleted_file_is_gone_and_may_be_deleted_again() throws IOException {
    FileStore store = store();
    write(store, "d1", "x");
    store.delete("d1");
    store.delete("d1");
    assertThatThrownBy(() -> read(store, "d1", 0, 1)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void a_file_that_is_shorter_than_it_should_be_is_not_read_as_whole() throws IOException {
    FileStore store = store();
    write(store, "e1", "x");
    assertThatThrownBy(() -> read(store, "e1", 0, 2)).isInstanceOf(IOException.class);
  }

  @Test
  @SuppressWarnings("resource") // a process that was killed closes nothing
  void what_was_left_half_is_removed_once_it_is_old() throws IOException {
    FileStore store = store();
    store.receive("f1");
    store.clean(Instant.now().minusSeconds(3600));
    assertThat(halfDone()).isEqualTo(1);
    store.clean(Instant.now().plusSeconds(3600));
    assertThat(halfDone()).isZero();
  }
}
