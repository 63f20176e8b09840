package im.fenghuo.http;

import static im.fenghuo.http.BoshClient.message;
import static im.fenghuo.http.WebSocketClient.CLOSED;
import static im.fenghuo.http.WebSocketClient.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.account.StreamError;
import im.fenghuo.account.StreamPort;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.StreamErrorCondition;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A session that goes on when its stream is lost (XEP-0198 §5).
class ResumptionTest {

  private static final String ENABLE = "<enable xmlns='urn:xmpp:sm:3' resume='true'/>";

  private final WebServer server = new WebServer();

  @AfterEach
  void close() {
    server.close();
  }

  private static String resume(String id, long h) {
    return "<resume xmlns='urn:xmpp:sm:3' previd='%s' h='%d'/>".formatted(id, h);
  }

  private static Element stanza(int number) {
    return Element.of("jabber:client", "message").attribute("id", "m" + number).build();
  }

  private static String enable(WebSocketClient client) throws InterruptedException {
    Element enabled = client.send(ENABLE).next();
    assertThat(enabled.name()).isEqualTo("enabled");
    assertThat(enabled.attribute("resume")).isEqualTo("true");
    assertThat(enabled.attribute("max")).isEqualTo("300");
    return enabled.attribute("id");
  }

  /// Connects and authenticates, and binds no resource.
  private WebSocketClient authenticated() throws InterruptedException {
    WebSocketClient client = new WebSocketClient(server);
    client.send(OPEN).skip(2);
    client.send(BoshClient.AUTH).skip(1);
    client.send(OPEN).skip(2);
    return client;
  }

  /// The next stanza; the server asks for acknowledgements in between.
  private static Element stanza(WebSocketClient client) throws InterruptedException {
    Element next = client.next();
    while (next.name().equals("r")) {
      next = client.next();
    }
    return next;
  }

  /// Waits until all that the sessions have sent has reached their streams.
  private static void reached(StreamPort outlet) throws InterruptedException {
    CountDownLatch reached = new CountDownLatch(1);
    outlet.loop().execute(reached::countDown);
    reached.await();
  }

  @Test
  void what_was_sent_to_a_lost_stream_comes_on_the_next_in_order() throws InterruptedException {
    String id;
    StreamPort outlet;
    try (WebSocketClient first = new WebSocketClient(server).online()) {
      id = enable(first);
      outlet = server.gate.stream();
      outlet.deliver(stanza(1), 1);
      outlet.deliver(stanza(2), 2);
      assertThat(stanza(first).attribute("id")).isEqualTo("m1");
      assertThat(stanza(first).attribute("id")).isEqualTo("m2");
    }
    outlet.send(stanza(3));
    assertThat(server.gate.confirmed()).isZero();

    try (WebSocketClient second = authenticated()) {
      Element resumed = second.send(resume(id, 1)).next();
      outlet.send(stanza(4));

      assertThat(resumed.name()).isEqualTo("resumed");
      assertThat(resumed.attribute("previd")).isEqualTo(id);
      assertThat(resumed.attribute("h")).isEqualTo("0");
      assertThat(server.gate.resumed().localpart()).isEqualTo("juliet");
      assertThat(server.gate.confirmed()).isEqualTo(1);
      assertThat(stanza(second).attribute("id")).isEqualTo("m2");
      assertThat(stanza(second).attribute("id")).isEqualTo("m3");
      assertThat(stanza(second).attribute("id")).isEqualTo("m4");
    }
  }

  @Test
  void a_client_says_on_with_the_numbers_of_the_stream_before() throws InterruptedException {
    String id;
    try (WebSocketClient first = new WebSocketClient(server).online()) {
      id = enable(first);
      first.send(message("One"));
      assertThat(first.next().name()).isEqualTo("message");
      assertThat(first.next().name()).isEqualTo("r");
    }
    try (WebSocketClient second = authenticated()) {
      assertThat(second.send(resume(id, 1)).next().attribute("h")).isEqualTo("1");
      second.send(message("Two"));
      assertThat(second.next().name()).isEqualTo("message");
      assertThat(second.next().name()).isEqualTo("r");
      assertThat(second.send("<r xmlns='urn:xmpp:sm:3'/>").next().attribute("h")).isEqualTo("2");
    }
  }

  @Test
  void who_has_resumed_may_have_forgotten_its_resource() throws InterruptedException {
    String id;
    try (WebSocketClient first = new WebSocketClient(server).online()) {
      id = enable(first);
    }
    try (WebSocketClient second = authenticated()) {
      assertThat(second.send(resume(id, 0)).next().name()).isEqualTo("resumed");
      second.send("<message xmlns='jabber:client' from='juliet@localhost/elsewhere'/>");
      assertThat(second.next().attribute("from")).isEqualTo("juliet@localhost/balcony");

      second.send("<message xmlns='jabber:client' from='romeo@localhost/elsewhere'/>");
      Element error = second.next();
      while (!error.name().equals("error")) {
        error = second.next();
      }
      assertThat(error.firstChild().name()).isEqualTo("invalid-from");
    }
  }

  @Test
  void a_stream_that_lives_is_ended_when_another_resumes_it() throws InterruptedException {
    try (WebSocketClient first = new WebSocketClient(server).online();
        WebSocketClient second = authenticated()) {
      String id = enable(first);
      assertThat(second.send(resume(id, 0)).next().name()).isEqualTo("resumed");

      assertThat(first.next().firstChild().name()).isEqualTo("conflict");
      second.send(message("Still here"));
      assertThat(stanza(second).name()).isEqualTo("message");
    }
  }

  @Test
  void a_session_is_not_resumed_before_all_that_came_is_durable() throws InterruptedException {
    String id;
    BlockingQueue<Runnable> waiting;
    try (WebSocketClient first = new WebSocketClient(server).online()) {
      id = enable(first);
      first.send(message("One"));
      assertThat(stanza(first).name()).isEqualTo("message");
      waiting = server.gate.storageIsSlow();
    }
    try (WebSocketClient second = authenticated()) {
      second.send(resume(id, 1));
      Runnable durable = waiting.take();
      server.gate.stream().send(stanza(1));
      durable.run();

      assertThat(second.next().name()).isEqualTo("resumed");
      assertThat(stanza(second).attribute("id")).isEqualTo("m1");
    }
  }

  @Test
  void a_session_that_ends_while_it_is_resumed_holds_nobody_up() throws InterruptedException {
    String id;
    BlockingQueue<Runnable> waiting;
    try (WebSocketClient first = new WebSocketClient(server).online()) {
      id = enable(first);
      waiting = server.gate.storageIsSlow();
    }
    try (WebSocketClient second = authenticated();
        WebSocketClient third = authenticated()) {
      second.send(resume(id, 0));
      Runnable _ = waiting.take();
      server.gate.stream().close(new StreamError(StreamErrorCondition.CONFLICT, "taken"));

      assertThat(second.next().firstChild().name()).isEqualTo("conflict");
      assertThat(server.gate.ended().localpart()).isEqualTo("juliet");
      assertThat(third.send(resume(id, 0)).next().firstChild().name()).isEqualTo("item-not-found");
    }
  }

  @Test
  void a_session_that_is_not_known_cannot_be_resumed_but_a_resource_bound()
      throws InterruptedException {
    try (WebSocketClient client = authenticated()) {
      Element failed = client.send(resume("nonsense", 0)).next();

      assertThat(failed.name()).isEqualTo("failed");
      assertThat(failed.firstChild().name()).isEqualTo("item-not-found");
      assertThat(client.send(BoshClient.BIND).next().name()).isEqualTo("iq");
    }
  }

  @Test
  void a_session_whose_client_says_goodbye_is_over() throws InterruptedException {
    String id;
    try (WebSocketClient first = new WebSocketClient(server).online()) {
      id = enable(first);
      first.send("<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>");
      assertThat(server.gate.ended().localpart()).isEqualTo("juliet");
    }
    try (WebSocketClient second = authenticated()) {
      assertThat(second.send(resume(id, 0)).next().name()).isEqualTo("failed");
    }
  }

  @Test
  void acknowledging_what_was_not_sent_ends_the_session() throws InterruptedException {
    try (WebSocketClient client = new WebSocketClient(server).online()) {
      String _ = enable(client);
      server.gate.stream().send(stanza(1));
      client.skip(2);

      Element error = client.send("<a xmlns='urn:xmpp:sm:3' h='2'/>").next();

      assertThat(error.firstChild().name()).isEqualTo("undefined-condition");
      Element detail = error.child("urn:xmpp:sm:3", "handled-count-too-high");
      assertThat(detail.attribute("h")).isEqualTo("2");
      assertThat(detail.attribute("send-count")).isEqualTo("1");
      assertThat(server.gate.ended().localpart()).isEqualTo("juliet");
    }
  }

  @Test
  void requests_to_a_client_that_never_acknowledges_are_answered_for_it()
      throws InterruptedException {
    try (WebSocketClient client = new WebSocketClient(server).online()) {
      String _ = enable(client);
      StreamPort outlet = server.gate.stream();
      outlet.send(
          Element.of("jabber:client", "iq")
              .attribute("type", "get")
              .attribute("id", "q")
              .attribute("from", "romeo@localhost/orchard")
              .attribute("to", "juliet@localhost/balcony")
              .child(Element.of("urn:xmpp:ping", "ping").build())
              .build());
      for (int i = 0; i < WebServer.MAX_UNACKNOWLEDGED; i++) {
        outlet.send(stanza(i));
      }

      Element answer = server.gate.iq();
      assertThat(answer.attribute("type")).isEqualTo("error");
      assertThat(answer.attribute("to")).isEqualTo("romeo@localhost/orchard");
      assertThat(server.gate.ended().localpart()).isEqualTo("juliet");
      reached(outlet);
      Element last = client.next();
      while (!last.equals(CLOSED)) {
        last = client.next();
      }
    }
  }
}
