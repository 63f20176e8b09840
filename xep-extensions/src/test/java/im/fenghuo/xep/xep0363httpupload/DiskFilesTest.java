package im.fenghuo.xep.xep0363httpupload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFilesTest extends FileStoreContract {

  @TempDir private Path directory;

  @Override
  FileStore store() throws IOException {
    return DiskFiles.in(directory.resolve("uploads"));
  }

  @Override
  int halfDone() throws IOException {
    try (var files = Files.list(directory.resolve("uploads/incoming"))) {
      return (int) files.count();
    }
  }

  @Test
  void nobody_else_on_the_machine_may_look_into_it() throws IOException {
    FileStore store = store();
    try (FileStore.Incoming incoming = store.receive("abc")) {
      incoming.publish();
    }
    for (String each : new String[] {"incoming", "files", "files/ab"}) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(directory.resolve("uploads/" + each))))
          .isEqualTo("rwx------");
    }
    assertThat(Files.getPosixFilePermissions(directory.resolve("uploads/files/ab/abc"))).hasSize(2);
  }
}
