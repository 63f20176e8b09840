package im.fenghuo.xep.xep0363httpupload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.fenghuo.api.web.WebAnswer;
import im.fenghuo.storage.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Xep0363HttpUploadTest extends UploadFixture {

  @RegisterExtension static final TestDatabase DATABASE = migrated();

  Xep0363HttpUploadTest() {
    super(DATABASE);
  }

  @ParameterizedTest
  @CsvSource({
    "411, -, text/plain, yes",
    "413, 6, text/plain, yes",
    "400, 4, text/plain, yes",
    "400, x, text/plain, yes",
    "415, 5, text/html, yes",
    "415, 5, -, yes",
    "400, 5, nonsense, yes",
    "401, 5, text/plain, no"
  })
  void an_upload_that_is_not_what_the_slot_is_for_is_refused(
      int status, String length, String type, String authorized) throws IOException {
    Slot slot = slot(5);
    Map<String, String> headers = new HashMap<>();
    if (!length.equals("-")) {
      headers.put("content-length", length);
    }
    if (!type.equals("-")) {
      headers.put("content-type", type);
    }
    headers.put("authorization", authorized.equals("yes") ? slot.authorization() : "Bearer x");
    WebAnswer answer =
        server.web(
            "/upload/",
            new Request("PUT", slot.path(), headers, new ByteArrayInputStream(new byte[5])));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(files()).isZero();
    assertThat(put(slot, "hello").status()).isEqualTo(201);
  }

  @Test
  void a_type_that_was_not_announced_is_that_of_the_upload() throws IOException {
    Slot slot = slot("filename='a' size='5'", "");
    assertThat(put(slot, "hello").status()).isEqualTo(201);
    assertThat(get(slot).headers()).containsEntry("Content-Type", "text/plain");
  }

  @Test
  void an_upload_that_breaks_off_leaves_nothing_and_may_be_tried_again() throws IOException {
    Slot slot = slot(5);
    InputStream cut =
        new InputStream() {
          private int count;

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            if (count++ >= 3) {
              throw new IOException("lost");
            }
            bytes[offset] = 'x';
            return 1;
          }

          @Override
          public int read() {
            throw new IllegalStateException();
          }
        };
    assertThatThrownBy(() ->
            send(
                "PUT",
                slot.path(),
                cut,
                "Authorization: " + slot.authorization(),
                "Content-Length: 5",
                "Content-Type: text/plain"))
        .isInstanceOf(IOException.class);
    assertThat(files()).isZero();
    assertThat(get(slot).status()).isEqualTo(404);
    assertThat(put(slot, "hello").status()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "size='5'",
        "filename='' size='5'",
        "filename='a'",
        "filename='a' size='0'",
        "filename='a' size='-5'",
        "filename='a' size='5 '",
        "filename='a' size='99999999999999999999'",
        "filename='a' size='5' content-type='nonsense'"
      })
  void a_request_that_is_none_is_refused(String attributes) {
    assertThat(error(attributes, "").toString()).contains("bad-request");
  }

  @ParameterizedTest
  @CsvSource({
    "<permanent xmlns='urn:xmpp:http:upload:purpose:0'/>, feature-not-implemented",
    "<ephemeral xmlns='urn:xmpp:http:upload:purpose:0'/>, bad-request",
    "<ephemeral xmlns='urn:xmpp:http:upload:purpose:0' expire-before='soon'/>, bad-request"
  })
  void a_purpose_is_one_of_those_offered(String purpose, String condition) {
    assertThat(error("filename='a' size='5'", purpose).toString()).contains(condition);
  }

  @Test
  void pages_of_all_origins_may_upload() throws IOException {
    WebAnswer answer = send("OPTIONS", "whatever", "");
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.headers())
        .containsEntry("Access-Control-Allow-Origin", "*")
        .containsEntry("Access-Control-Allow-Methods", "OPTIONS, HEAD, GET, PUT, DELETE")
        .hasEntrySatisfying(
            "Access-Control-Allow-Headers",
            names -> assertThat(names).contains("Authorization", "Content-Type"));
    assertThat(send("POST", "whatever", "").status()).isEqualTo(405);
  }

  @Test
  void the_service_says_what_it_is() {
    assertThat(server.features(SERVICE))
        .contains(NAMESPACE, PURPOSE + "#message", PURPOSE + "#profile", PURPOSE + "#ephemeral");
    assertThat(server.directory().identities(SERVICE).toString()).contains("store", "file");
    assertThat(server.forms(SERVICE).toString()).contains("max-file-size", "<value>1000</value>");
  }
}
