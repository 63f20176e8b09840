package im.fenghuo.conformance.bytes;

import im.fenghuo.conformance.client.Incoming;
import im.fenghuo.conformance.client.RefusedException;
import im.fenghuo.conformance.client.SignIn;
import im.fenghuo.conformance.client.TrustEverybody;
import im.fenghuo.conformance.client.Wire;
import im.fenghuo.conformance.scenario.ServerUnderTest;
import im.fenghuo.conformance.xml.XmlElement;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import javax.net.ssl.SSLSocket;

/// Somebody who uploads files, by a client library or byte by byte. Everything here blocks.
public final class Uploader implements AutoCloseable {

  private static final String NAMESPACE = "urn:xmpp:http:upload:0";

  private final Wire wire;
  private final HttpClient http;

  /// Where a file goes.
  ///
  /// @param authorization the value of that header
  public record Slot(URI uri, String authorization) {}

  private Uploader(Wire wire) throws IOException {
    this.wire = wire;
    this.http = HttpClient.newBuilder().sslContext(TrustEverybody.context()).build();
  }

  /// Signs in, with an account that is made for it.
  public static Uploader online(ServerUnderTest server, String user)
      throws IOException, RefusedException {
    server.createAccount(user, user);
    return again(server, user);
  }

  /// Signs in, with an account that it has.
  public static Uploader again(ServerUnderTest server, String user)
      throws IOException, RefusedException {
    Wire wire = Wire.connect(server.addresses().getFirst(), server.domain(), server.patience());
    wire.limitReads(server.patience());
    SignIn.authenticate(wire, SignIn.open(wire), user, user);
    SignIn.bind(wire, "uploads");
    return new Uploader(wire);
  }

  /// Asks for a slot for a file of text.
  public Slot slot(String name, long size) throws IOException {
    wire.write(
        "<iq type='get' to='upload.localhost' id='slot'><request xmlns='%s' filename='%s' size='%d' content-type='text/plain'/></iq>"
            .formatted(NAMESPACE, name, size));
    if (!(wire.read() instanceof Incoming.Child(XmlElement answer))) {
      throw new IOException("no answer");
    }
    XmlElement put =
        answer
            .child(NAMESPACE, "slot")
            .flatMap(slot -> slot.child(NAMESPACE, "put"))
            .orElseThrow(() -> new IOException("no slot: " + answer));
    return new Slot(
        URI.create(put.attribute("url").orElseThrow()),
        put.child(NAMESPACE, "header").orElseThrow().text());
  }

  /// A request with what came with the slot.
  public static HttpRequest.Builder request(Slot slot) {
    return HttpRequest.newBuilder(slot.uri())
        .header("Authorization", slot.authorization())
        .header("Content-Type", "text/plain");
  }

  /// Sends a request.
  public HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  /// Uploads a file, and returns the status.
  public int put(Slot slot, byte[] content) throws IOException, InterruptedException {
    return send(request(slot).PUT(HttpRequest.BodyPublishers.ofByteArray(content))).statusCode();
  }

  /// Downloads a file, whoever has put it there.
  public HttpResponse<byte[]> get(Slot slot, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(slot.uri());
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  /// A connection to where the file goes.
  public static Socket connect(Slot slot) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            TrustEverybody.context()
                .getSocketFactory()
                .createSocket(slot.uri().getHost(), slot.uri().getPort());
    socket.startHandshake();
    return socket;
  }

  @Override
  public void close() throws IOException {
    http.close();
    wire.close();
  }
}
