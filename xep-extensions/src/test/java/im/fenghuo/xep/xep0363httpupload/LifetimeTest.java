package im.fenghuo.xep.xep0363httpupload;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.web.WebAnswer;
import im.fenghuo.storage.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LifetimeTest extends UploadFixture {

  @RegisterExtension static final TestDatabase DATABASE = migrated();

  LifetimeTest() {
    super(DATABASE);
  }

  @Test
  void a_slot_is_used_once() throws IOException {
    Slot slot = slot(5);
    put(slot, "hello");
    assertThat(put(slot, "HELLO").status()).isEqualTo(409);
    assertThat(text(get(slot))).isEqualTo("hello");
  }

  @Test
  void a_slot_that_is_not_used_in_time_ends() throws IOException {
    Slot slot = slot(5);
    now = now.plus(Duration.ofMinutes(5));
    assertThat(put(slot, "hello").status()).isEqualTo(403);
    server.passTime();
    assertThat(put(slot, "hello").status()).isEqualTo(404);
  }

  @Test
  void the_owner_deletes_a_file() throws IOException {
    Slot slot = slot(5);
    put(slot, "hello");
    assertThat(send("DELETE", slot.path(), "").status()).isEqualTo(401);
    assertThat(text(get(slot))).isEqualTo("hello");
    String authorization = "Authorization: " + slot.authorization();
    assertThat(send("DELETE", slot.path(), "", authorization).status()).isEqualTo(204);
    assertThat(get(slot).status()).isEqualTo(404);
    assertThat(files()).isEqualTo(1);
    server.passTime();
    assertThat(files()).isZero();
  }

  @Test
  void a_file_expires() throws IOException {
    Slot slot = slot(5);
    put(slot, "hello");
    after(Duration.ofDays(30));
    assertThat(get(slot).status()).isEqualTo(200);
    now = now.plus(Duration.ofDays(1));
    assertThat(get(slot).status()).isEqualTo(404);
    server.passTime();
    assertThat(files()).isZero();
  }

  @Test
  void an_ephemeral_file_is_not_there_after_the_time_its_owner_said() throws IOException {
    Slot slot =
        slot(
            "filename='a.txt' size='5'",
            "<ephemeral xmlns='%s' expire-before='2026-01-31T13:00:30+01:00'/>".formatted(PURPOSE));
    put(slot, "hello");
    assertThat(get(slot).headers().get("Cache-Control")).contains("max-age=30");
    now = now.plusSeconds(30);
    assertThat(get(slot).status()).isEqualTo(404);
  }

  @Test
  void a_file_for_a_profile_stays_with_the_account_and_goes_with_it() throws IOException {
    Slot slot = slot("filename='a' size='5'", "<profile xmlns='%s'/>".formatted(PURPOSE));
    put(slot, "hello");
    after(Duration.ofDays(1000));
    assertThat(get(slot).status()).isEqualTo(200);
    DATABASE.db().update("DELETE FROM account WHERE id = $1", romeo.id());
    assertThat(get(slot).status()).isEqualTo(404);
    server.passTime();
    assertThat(files()).isZero();
    assertThat(DATABASE.db().query("SELECT 1 FROM upload_file WHERE account IS NULL")).isEmpty();
  }

  @Test
  void what_a_killed_server_has_left_is_removed() throws IOException {
    Slot slot = slot(5);
    String id = slot.path().substring(0, 32);
    Path named = data.resolve("uploads/files").resolve(id.substring(0, 2)).resolve(id);
    Files.createDirectories(named.getParent());
    Files.writeString(named, "hello"); // killed before the row was committed
    assertThat(get(slot).status()).isEqualTo(404);
    after(Duration.ofMinutes(6));
    assertThat(files()).isZero();
  }

  @Test
  void an_upload_may_take_longer_than_its_slot() throws IOException {
    Slot slot = slot(5);
    InputStream slow =
        new InputStream() {
          private int count;

          @Override
          public int read(byte[] bytes, int offset, int length) {
            after(Duration.ofMinutes(4));
            bytes[offset] = (byte) ('0' + count++);
            return 1;
          }

          @Override
          public int read() {
            throw new IllegalStateException();
          }
        };
    WebAnswer answer =
        send(
            "PUT",
            slot.path(),
            slow,
            "Authorization: " + slot.authorization(),
            "Content-Length: 5",
            "Content-Type: text/plain");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(text(get(slot))).isEqualTo("01234");
  }
}
