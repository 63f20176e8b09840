package im.fenghuo.http;

import static im.fenghuo.http.BoshClient.message;
import static im.fenghuo.http.WebSocketClient.CLOSED;
import static im.fenghuo.http.WebSocketClient.FRAMING;
import static im.fenghuo.http.WebSocketClient.OPEN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.account.StreamError;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.Namespaces;
import im.fenghuo.api.xml.StreamErrorCondition;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebSocketTest {

  private final WebServer server = new WebServer();
  private final WebSocketClient client = new WebSocketClient(server);

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void a_stream_is_opened_and_closed_by_elements() throws InterruptedException {
    assertThat(client.subprotocol()).isEqualTo("xmpp");
    client.send(OPEN);

    Element open = client.next();
    assertThat(open.is(FRAMING, "open")).isTrue();
    assertThat(open.attribute("from")).isEqualTo("localhost");
    assertThat(open.attribute("version")).isEqualTo("1.0");
    assertThat(open.attribute("id")).isNotEmpty();
    assertThat(client.next().is(Namespaces.STREAM, "features")).isTrue();

    client.send("<close xmlns='" + FRAMING + "'/>");
    assertThat(client.next().is(FRAMING, "close")).isTrue();
    assertThat(client.next()).isSameAs(CLOSED);
  }

  @Test
  void a_client_signs_in_and_its_stanzas_come_back() throws InterruptedException {
    client.online().send(message("Hello"));

    assertThat(client.next().child(Namespaces.CLIENT, "body")).isNotNull();
  }

  @Test
  void a_message_may_come_in_fragments() throws InterruptedException {
    client.online();
    String text = message("H\u00e9llo");
    client.sendPart(text.substring(0, 10), false);
    client.sendPart(text.substring(10, 60), false);
    client.sendPart(text.substring(60), true);

    Element body = client.next().child(Namespaces.CLIENT, "body");
    assertThat(body).isNotNull();
    assertThat(body.text()).isEqualTo("H\u00e9llo");
  }

  @Test
  void an_error_before_the_stream_is_open_comes_inside_a_stream() throws InterruptedException {
    client.send("<open xmlns='" + FRAMING + "' to='elsewhere.example' version='1.0'/>");

    assertThat(client.next().is(FRAMING, "open")).isTrue();
    assertError("host-unknown");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<message xmlns='jabber:client'/>                                    | bad-format",
        "<stream:stream xmlns:stream='http://etherx.jabber.org/streams'>      | not-well-formed",
        "hello                                                                | bad-format",
        "' '                                                                  | bad-format",
        "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing'                    | not-well-formed",
        "<?xml version='1.0'?><open xmlns='urn:ietf:params:xml:ns:xmpp-framing'/> | restricted-xml",
        "<!DOCTYPE open><open/>                                               | restricted-xml",
        "<!-- hello --><open/>                                                | restricted-xml",
        "<open xmlns='urn:x'/><open xmlns='urn:x'/>                           | bad-format",
        "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost'/>   | unsupported-version",
      })
  void what_begins_no_stream_is_refused(String text, String condition) throws InterruptedException {
    client.send(text);

    assertThat(client.next().is(FRAMING, "open")).isTrue();
    assertError(condition);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<message xmlns='jabber:client'><body></message></body>    | not-well-formed",
        "<message xmlns='jabber:client'/><presence/>               | bad-format",
        "<message xmlns='jabber:client'>&nbsp;</message>           | restricted-xml",
        "<message xmlns='jabber:client' from='romeo@localhost'/>   | invalid-from",
        "<message/>                                                | unsupported-stanza-type",
        "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'/> | policy-violation",
      })
  void what_is_no_stanza_ends_the_stream(String text, String condition)
      throws InterruptedException {
    client.online().send(text);

    assertError(condition);
  }

  @Test
  void a_binary_message_ends_the_stream() throws InterruptedException {
    client.online();
    client.sendBinary(message("Hello").getBytes(UTF_8));

    assertError("not-well-formed");
  }

  @Test
  void a_message_that_is_too_large_ends_the_stream() throws InterruptedException {
    client.online().send(message("x".repeat(WebServer.AFTER)));

    assertError("policy-violation");
  }

  @Test
  void a_message_that_is_far_too_large_ends_the_connection() throws InterruptedException {
    client.online();
    String part = "x".repeat(50_000);
    client.sendPart("<message xmlns='jabber:client'><body>", false);
    client.sendPart(part, false);
    client.sendPart(part, false);

    while (!client.next().equals(CLOSED)) {
      // Whatever it says at last.
    }
    assertThat(server.gate.ended().localpart()).isEqualTo("juliet");
  }

  @Test
  void a_message_may_have_more_after_authentication() throws InterruptedException {
    client.online().send(message("x".repeat(WebServer.BEFORE)));

    assertThat(client.next().name()).isEqualTo("message");
  }

  @Test
  void a_large_message_before_authentication_ends_the_stream() throws InterruptedException {
    client.send(OPEN);
    client.skip(2);
    client.send(message("x".repeat(WebServer.BEFORE)));

    assertError("policy-violation");
  }

  @Test
  void the_server_ends_a_stream() throws InterruptedException {
    client.online();

    server.gate.stream().close(new StreamError(StreamErrorCondition.CONFLICT, "replaced"));

    assertError("conflict");
  }

  @Test
  void a_goodbye_is_answered_when_all_that_was_said_is_durable() throws InterruptedException {
    client.online().send("<enable xmlns='urn:xmpp:sm:3'/>");
    assertThat(client.next().name()).isEqualTo("enabled");
    BlockingQueue<Runnable> waiting = server.gate.storageIsSlow();

    client.send(message("Good night")).send("<close xmlns='" + FRAMING + "'/>");
    Runnable durable = waiting.take();

    assertThat(client.next().name()).isEqualTo("message");
    assertThat(client.next().name()).isEqualTo("r");
    durable.run();
    assertThat(client.next().attribute("h")).isEqualTo("1");
    assertThat(client.next().is(FRAMING, "close")).isTrue();
    assertThat(server.gate.ended().localpart()).isEqualTo("juliet");
  }

  @Test
  void a_connection_that_is_cut_ends_the_session() throws InterruptedException {
    client.online();

    client.close();

    assertThat(server.gate.ended().localpart()).isEqualTo("juliet");
  }

  @Test
  void a_client_without_the_subprotocol_is_refused() throws Exception {
    assertThat(get("Connection: Upgrade\r\nUpgrade: websocket\r\n")).startsWith("HTTP/1.1 400 ");
    assertThat(get("Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Protocol: mqtt\r\n"))
        .startsWith("HTTP/1.1 400 ");
  }

  @Test
  void a_browser_that_comes_by_is_told_what_this_is() throws Exception {
    assertThat(get("")).startsWith("HTTP/1.1 426 ");
  }

  private String get(String headers) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket
          .getOutputStream()
          .write(
              ("GET /xmpp-websocket HTTP/1.1\r\nHost: localhost\r\nSec-WebSocket-Version: 13\r\n"
                      + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                      + headers
                      + "\r\n")
                  .getBytes(UTF_8));
      return new String(socket.getInputStream().readNBytes(20), UTF_8);
    }
  }

  private void assertError(String condition) throws InterruptedException {
    Element error = client.next();
    assertThat(error.is(Namespaces.STREAM, "error")).as(error.toString()).isTrue();
    assertThat(error.children().getFirst().name()).isEqualTo(condition);
    assertThat(client.next().is(FRAMING, "close")).isTrue();
    assertThat(client.next()).isSameAs(CLOSED);
  }
}
