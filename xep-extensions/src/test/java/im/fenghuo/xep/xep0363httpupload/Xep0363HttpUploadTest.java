package im.fenghuo.xep.xep0363httpupload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Iq;
import im.fenghuo.api.Services;
import im.fenghuo.api.Target;
import im.fenghuo.api.TestAccount;
import im.fenghuo.api.TestSession;
import im.fenghuo.api.web.WebAnswer;
import im.fenghuo.api.web.WebRequest;
import im.fenghuo.api.xml.Element;
import im.fenghuo.storage.Schema;
import im.fenghuo.storage.TestDatabase;
import im.fenghuo.xep.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Xep0363HttpUploadTest {

  @RegisterExtension
  static final TestDatabase DATABASE =
      TestDatabase.migrated(
          Schema.resources("xep0363", Xep0363HttpUpload.class, "schema/0001-upload-file.sql"));

  private static final Target SERVICE = Target.service("upload");
  private static final String NAMESPACE = "urn:xmpp:http:upload:0";
  private static final String PURPOSE = "urn:xmpp:http:upload:purpose:0";

  private static int accounts;

  @TempDir private Path data;
  private Instant now = Instant.parse("2026-01-31T12:00:00Z");
  private TestServer server;
  private TestAccount romeo;
  private TestSession orchard;

  @BeforeEach
  void connect() {
    start(TestUploadSettings.usual());
    String name = "romeo" + accounts++;
    romeo = new TestAccount(name + "@localhost", DATABASE.account(name));
    orchard = romeo.connect("orchard");
  }

  private void start(UploadSettings settings) {
    server = new TestServer().dataAt(data);
    Services services =
        new Services(DATABASE.db(), null, null, null, server.directory(), new TestClock(), _ -> {});
    server.install(new Xep0363HttpUpload(services, settings));
  }

  private final class TestClock extends Clock {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  /// A slot, as its client sees it.
  private record Slot(String path, String authorization) {}

  private Iq ask(String attributes, String content) {
    return server.ask(
        orchard,
        SERVICE,
        "<iq xmlns='jabber:client' type='get' id='1'><request xmlns='%s' %s>%s</request></iq>"
            .formatted(NAMESPACE, attributes, content));
  }

  private Slot slot(String attributes, String content) {
    Element slot = ask(attributes, content).payload();
    Element put = slot.child(NAMESPACE, "put");
    String address = put.attribute("url");
    assertThat(slot.child(NAMESPACE, "get").attribute("url")).isEqualTo(address);
    assertThat(address).startsWith("https://localhost/upload/");
    return new Slot(
        URI.create(address).getRawPath().substring("/upload/".length()),
        put.child(NAMESPACE, "header").text());
  }

  private Slot slot(int size) {
    return slot("filename='a.txt' size='%d' content-type='text/plain'".formatted(size), "");
  }

  private Element error(String attributes, String content) {
    return ask(attributes, content).element().child("jabber:client", "error");
  }

  /// A request by HTTP as a test makes it.
  private record Request(String method, String path, Map<String, String> headers, InputStream body)
      implements WebRequest {

    @Override
    public String header(String name) {
      return headers.get(name.toLowerCase(Locale.ROOT));
    }
  }

  private WebAnswer send(String method, String path, String body, String... headers)
      throws IOException {
    return send(method, path, new ByteArrayInputStream(body.getBytes(UTF_8)), headers);
  }

  private WebAnswer send(String method, String path, InputStream body, String... headers)
      throws IOException {
    Map<String, String> all = new HashMap<>();
    for (String header : headers) {
      int colon = header.indexOf(": ");
      all.put(header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 2));
    }
    return server.web("/upload/", new Request(method, path, all, body));
  }

  private WebAnswer put(Slot slot, String body) throws IOException {
    return send(
        "PUT",
        slot.path(),
        body,
        "Authorization: " + slot.authorization(),
        "Content-Length: " + body.length(),
        "Content-Type: text/plain");
  }

  private WebAnswer get(Slot slot, String... headers) throws IOException {
    return send("GET", slot.path(), "", headers);
  }

  private static String text(WebAnswer answer) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    answer.content().writer().writeTo(out);
    assertThat(answer.content().length()).isEqualTo(out.size());
    return out.toString(UTF_8);
  }

  private long files() throws IOException {
    try (var all = Files.walk(data)) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  private void after(Duration time) {
    now = now.plus(time);
    server.passTime();
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
  void a_file_that_is_too_large_is_refused_with_the_limit() {
    Element error = error("filename='a' size='1001'", "");
    assertThat(error.attribute("type")).isEqualTo("modify");
    assertThat(error.toString())
        .contains(Condition.NOT_ACCEPTABLE.element())
        .contains("<max-file-size>1000</max-file-size></file-too-large>");
    assertThat(
            error("filename='a' size='101'", "<profile xmlns='%s'/>".formatted(PURPOSE)).toString())
        .contains("<max-file-size>100</max-file-size>");
  }

  private static String retry(Element error) {
    assertThat(error.attribute("type")).isEqualTo("wait");
    assertThat(error.toString()).contains("resource-constraint");
    Element retry = error.child(NAMESPACE, "retry");
    return retry == null ? "never" : retry.attribute("stamp");
  }

  @Test
  void the_quota_is_told_with_the_time_when_there_is_room_again() throws IOException {
    start(TestUploadSettings.with(1000, 100_000, 100));
    put(slot(600), "x".repeat(600));
    now = now.plus(Duration.ofHours(1));
    put(slot(300), "x".repeat(300));
    now = now.plus(Duration.ofHours(1));
    slot(100); // not used
    assertThat(retry(error("filename='a' size='1'", ""))).isEqualTo("2026-01-31T14:05:01Z");
    assertThat(retry(error("filename='a' size='700'", ""))).isEqualTo("2026-03-03T12:00:01Z");
    assertThat(retry(error("filename='a' size='701'", ""))).isEqualTo("2026-03-03T13:00:01Z");
    now = Instant.parse("2026-03-03T12:00:01Z");
    slot(700);
  }

  @Test
  void files_of_profiles_have_a_quota_of_their_own() throws IOException {
    String profile = "<profile xmlns='%s'/>".formatted(PURPOSE);
    put(slot("filename='a' size='100'", profile), "x".repeat(100));
    assertThat(retry(error("filename='a' size='51'", profile))).isEqualTo("never");
    slot("filename='a' size='50'", profile);
    slot(1000);
  }

  @Test
  void what_was_deleted_still_counts_for_its_day() throws IOException {
    start(TestUploadSettings.with(100_000, 1000, 100));
    Slot first = slot(600);
    put(first, "x".repeat(600));
    now = now.plus(Duration.ofHours(1));
    put(slot(400), "x".repeat(400));
    send("DELETE", first.path(), "", "Authorization: " + first.authorization());
    server.passTime();
    assertThat(retry(error("filename='a' size='600'", ""))).isEqualTo("2026-02-01T12:00:01Z");
    assertThat(retry(error("filename='a' size='601'", ""))).isEqualTo("2026-02-01T13:00:01Z");
    now = Instant.parse("2026-02-01T12:00:01Z");
    server.passTime();
    slot(600);
    assertThat(
            DATABASE
                .db()
                .query("SELECT 1 FROM upload_file WHERE account = $1 AND gone", romeo.id()))
        .isEmpty();
  }

  @Test
  void the_number_of_files_in_a_day_is_limited_and_unused_slots_do_not_count() throws IOException {
    for (int i = 0; i < 3; i++) {
      put(slot(1), "x");
      now = now.plusSeconds(60);
    }
    slot(1);
    assertThat(retry(error("filename='a' size='1'", ""))).isEqualTo("2026-02-01T12:00:01Z");
    now = now.plus(Duration.ofMinutes(5));
    put(slot(1), "x");
    assertThat(retry(error("filename='a' size='1'", ""))).isEqualTo("2026-02-01T12:00:01Z");
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
