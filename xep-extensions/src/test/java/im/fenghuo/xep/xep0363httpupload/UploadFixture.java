package im.fenghuo.xep.xep0363httpupload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.io.TempDir;

/// The service with its web server around it, and Romeo, who uploads to it.
abstract class UploadFixture {

  static final Target SERVICE = Target.service("upload");
  static final String NAMESPACE = "urn:xmpp:http:upload:0";
  static final String PURPOSE = "urn:xmpp:http:upload:purpose:0";

  private static int accounts;

  private final TestDatabase database;

  @TempDir Path data;
  Instant now = Instant.parse("2026-01-31T12:00:00Z");
  TestServer server;
  TestAccount romeo;
  TestSession orchard;

  UploadFixture(TestDatabase database) {
    this.database = database;
  }

  /// For the field that each test class has.
  static TestDatabase migrated() {
    return TestDatabase.migrated(
        Schema.resources("xep0363", Xep0363HttpUpload.class, "schema/0001-upload-file.sql"));
  }

  @BeforeEach
  void connect() {
    start(TestUploadSettings.usual());
    String name = "romeo" + accounts++;
    romeo = new TestAccount(name + "@localhost", database.account(name));
    orchard = romeo.connect("orchard");
  }

  void start(UploadSettings settings) {
    server = new TestServer().dataAt(data);
    Services services =
        new Services(database.db(), null, null, null, server.directory(), new TestClock(), _ -> {});
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
  record Slot(String path, String authorization) {}

  Iq ask(String attributes, String content) {
    return server.ask(
        orchard,
        SERVICE,
        "<iq xmlns='jabber:client' type='get' id='1'><request xmlns='%s' %s>%s</request></iq>"
            .formatted(NAMESPACE, attributes, content));
  }

  Slot slot(String attributes, String content) {
    Element slot = ask(attributes, content).payload();
    Element put = slot.child(NAMESPACE, "put");
    String address = put.attribute("url");
    assertThat(slot.child(NAMESPACE, "get").attribute("url")).isEqualTo(address);
    assertThat(address).startsWith("https://localhost/upload/");
    return new Slot(
        URI.create(address).getRawPath().substring("/upload/".length()),
        put.child(NAMESPACE, "header").text());
  }

  Slot slot(int size) {
    return slot("filename='a.txt' size='%d' content-type='text/plain'".formatted(size), "");
  }

  Element error(String attributes, String content) {
    return ask(attributes, content).element().child("jabber:client", "error");
  }

  /// A request by HTTP as a test makes it.
  record Request(String method, String path, Map<String, String> headers, InputStream body)
      implements WebRequest {

    @Override
    public String header(String name) {
      return headers.get(name.toLowerCase(Locale.ROOT));
    }
  }

  WebAnswer send(String method, String path, String body, String... headers) throws IOException {
    return send(method, path, new ByteArrayInputStream(body.getBytes(UTF_8)), headers);
  }

  WebAnswer send(String method, String path, InputStream body, String... headers)
      throws IOException {
    Map<String, String> all = new HashMap<>();
    for (String header : headers) {
      int colon = header.indexOf(": ");
      all.put(header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 2));
    }
    return server.web("/upload/", new Request(method, path, all, body));
  }

  WebAnswer put(Slot slot, String body) throws IOException {
    return send(
        "PUT",
        slot.path(),
        body,
        "Authorization: " + slot.authorization(),
        "Content-Length: " + body.length(),
        "Content-Type: text/plain");
  }

  WebAnswer get(Slot slot, String... headers) throws IOException {
    return send("GET", slot.path(), "", headers);
  }

  static String text(WebAnswer answer) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    answer.content().writer().writeTo(out);
    assertThat(answer.content().length()).isEqualTo(out.size());
    return out.toString(UTF_8);
  }

  long files() throws IOException {
    try (var all = Files.walk(data)) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  void after(Duration time) {
    now = now.plus(time);
    server.passTime();
  }
}
