package im.fenghuo.http;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.XmlParser;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/// A BOSH client that does what it is told.
final class BoshClient implements AutoCloseable {

  static final String BOSH = "http://jabber.org/protocol/httpbind";
  static final String XBOSH = "urn:xmpp:xbosh";
  static final String AUTH = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'/>";
  static final String BIND =
      "<iq xmlns='jabber:client' type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
          + "<resource>balcony</resource></bind></iq>";

  private final WebServer server;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private long rid = 7000;
  private String sid = "";

  BoshClient(WebServer server) {
    this.server = server;
  }

  /// Posts exactly this.
  CompletableFuture<HttpResponse<String>> post(String body) {
    HttpRequest request =
        HttpRequest.newBuilder(server.uri(HttpPaths.BOSH))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
  }

  /// Sends a request with this number.
  CompletableFuture<Element> send(long number, String attributes, String payload) {
    String body =
        "<body xmlns='%s' xmlns:xmpp='%s' sid='%s' rid='%d' %s>%s</body>"
            .formatted(BOSH, XBOSH, sid, number, attributes, payload);
    return post(body).thenApply(BoshClient::parse);
  }

  /// Sends the next request.
  CompletableFuture<Element> send(String payload) {
    return send(++rid, "", payload);
  }

  /// Sends the next request with more attributes.
  CompletableFuture<Element> sendWith(String attributes) {
    return send(++rid, attributes, "");
  }

  String sid() {
    return sid;
  }

  /// The number of the last request.
  long rid() {
    return rid;
  }

  /// Begins a session, with these attributes more.
  CompletableFuture<HttpResponse<String>> creation(String attributes) {
    return post("<body xmlns='%s' rid='%d' %s/>".formatted(BOSH, rid, attributes));
  }

  /// Begins a session.
  Element begin(String attributes) {
    Element created = parse(creation("to='localhost' ver='1.11' " + attributes).join());
    sid = Objects.requireNonNull(created.attribute("sid"), created.toString());
    return created;
  }

  /// Begins a session, authenticates and binds a resource.
  BoshClient online() {
    begin("hold='1' wait='60'");
    assertThat(send(AUTH).join().children()).extracting(Element::name).containsExactly("success");
    assertThat(sendWith("to='localhost' xmpp:restart='true'").join().children())
        .extracting(Element::name)
        .containsExactly("features");
    assertThat(send(BIND).join().children()).extracting(Element::name).containsExactly("iq");
    return this;
  }

  static Element parse(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return XmlParser.create().parse(response.body());
  }

  static String message(String text) {
    return "<message xmlns='jabber:client' to='romeo@localhost'><body>"
        + text
        + "</body></message>";
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
