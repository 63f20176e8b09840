package im.fenghuo.xep.xep0363httpupload;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.web.WebAnswer;
import im.fenghuo.storage.TestDatabase;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DownloadTest extends UploadFixture {

  @RegisterExtension static final TestDatabase DATABASE = migrated();

  DownloadTest() {
    super(DATABASE);
  }

  @Test
  void what_was_uploaded_is_downloaded_by_whoever_knows_its_address() throws IOException {
    Slot slot = slot("filename='très cool.txt' size='5' content-type='text/plain'", "");
    assertThat(slot.path()).matches("[A-Za-z0-9_-]{32}/tr%C3%A8s%20cool\\.txt");
    assertThat(get(slot).status()).isEqualTo(404);
    assertThat(put(slot, "hello").status()).isEqualTo(201);
    WebAnswer answer = get(slot);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(text(answer)).isEqualTo("hello");
    assertThat(answer.headers())
        .containsEntry("Content-Type", "text/plain")
        .containsEntry("Content-Disposition", "inline; filename*=UTF-8''tr%C3%A8s%20cool.txt")
        .containsEntry("X-Content-Type-Options", "nosniff")
        .containsEntry("Access-Control-Allow-Origin", "*")
        .hasEntrySatisfying(
            "Content-Security-Policy",
            policy -> assertThat(policy).contains("default-src 'none'", "sandbox"));
    String decodedLess = slot.path().replace("%C3%A8", "è");
    assertThat(send("GET", decodedLess, "").status()).isEqualTo(200);
    assertThat(send("GET", slot.path().replace("cool", "hot"), "").status()).isEqualTo(404);
  }

  @Test
  void what_could_act_is_saved_rather_than_shown() throws IOException {
    Slot slot = slot("filename='a.svg' size='5' content-type='image/svg+xml'", "");
    send(
        "PUT",
        slot.path(),
        "<svg>",
        "Authorization: " + slot.authorization(),
        "Content-Length: 5",
        "Content-Type: image/svg+xml");
    assertThat(get(slot).headers().get("Content-Disposition")).startsWith("attachment");
  }

  @Test
  void parts_are_answered_as_such() throws IOException {
    Slot slot = slot(10);
    put(slot, "0123456789");
    WebAnswer part = get(slot, "Range: bytes=2-4");
    assertThat(part.status()).isEqualTo(206);
    assertThat(text(part)).isEqualTo("234");
    assertThat(part.headers()).containsEntry("Content-Range", "bytes 2-4/10");
    assertThat(text(get(slot, "Range: bytes=-2"))).isEqualTo("89");
    WebAnswer none = get(slot, "Range: bytes=10-");
    assertThat(none.status()).isEqualTo(416);
    assertThat(none.headers()).containsEntry("Content-Range", "bytes */10");
    String tag = part.headers().get("ETag");
    assertThat(get(slot, "Range: bytes=2-4", "If-Range: " + tag).status()).isEqualTo(206);
    assertThat(get(slot, "Range: bytes=2-4", "If-Range: \"x\"").status()).isEqualTo(200);
    assertThat(send("HEAD", slot.path(), "", "Range: bytes=2-4").status()).isEqualTo(200);
  }

  @Test
  void what_is_known_already_is_not_sent_again() throws IOException {
    Slot slot = slot(5);
    put(slot, "hello");
    Map<String, String> headers = get(slot).headers();
    String tag = headers.get("ETag");
    String modified = headers.get("Last-Modified");
    assertThat(modified).isEqualTo("Sat, 31 Jan 2026 12:00:00 GMT");
    assertThat(get(slot, "If-None-Match: \"a\", W/" + tag).status()).isEqualTo(304);
    assertThat(get(slot, "If-None-Match: *").status()).isEqualTo(304);
    assertThat(get(slot, "If-None-Match: \"a\"", "If-Modified-Since: " + modified).status())
        .isEqualTo(200);
    assertThat(get(slot, "If-Modified-Since: " + modified).status()).isEqualTo(304);
    assertThat(get(slot, "If-Modified-Since: nonsense").status()).isEqualTo(200);
    assertThat(get(slot, "If-Match: \"a\"").status()).isEqualTo(412);
    assertThat(get(slot, "If-Match: " + tag).status()).isEqualTo(200);
    assertThat(get(slot, "If-Unmodified-Since: Fri, 30 Jan 2026 12:00:00 GMT").status())
        .isEqualTo(412);
  }
}
