package im.fenghuo.http;

import static im.fenghuo.http.BoshClient.AUTH;
import static im.fenghuo.http.BoshClient.message;
import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.account.StreamError;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.Namespaces;
import im.fenghuo.api.xml.StreamErrorCondition;
import im.fenghuo.api.xml.XmlParser;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoshTest {

  private final WebServer server = new WebServer();
  private final BoshClient client = new BoshClient(server);

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void a_session_begins_with_its_terms_and_the_stream_features() {
    Element created = client.begin("hold='1' wait='30' xml:lang='en'");

    assertThat(created.attribute("wait")).isEqualTo("30");
    assertThat(created.attribute("hold")).isEqualTo("1");
    assertThat(created.attribute("requests")).isEqualTo("2");
    assertThat(created.attribute("inactivity")).isEqualTo("3600");
    assertThat(created.attribute("ver")).isEqualTo("1.11");
    assertThat(created.attribute("from")).isEqualTo("localhost");
    assertThat(created.attribute("authid")).isNotEmpty();
    assertThat(created.attribute("ack")).isEqualTo(Long.toString(client.rid()));
    assertThat(created.attribute(BoshClient.XBOSH, "version")).isEqualTo("1.0");
    assertThat(created.attribute(BoshClient.XBOSH, "restartlogic")).isEqualTo("true");
    assertThat(created.children()).hasSize(1);
    assertThat(created.children().getFirst().is(Namespaces.STREAM, "features")).isTrue();
  }

  @Test
  void more_than_can_be_granted_is_not_granted() {
    Element created = client.begin("hold='9' wait='4000' ver='1.6'".replace(" ver='1.6'", ""));

    assertThat(created.attribute("wait")).isEqualTo("60");
    assertThat(created.attribute("hold")).isEqualTo("2");
    assertThat(created.attribute("requests")).isEqualTo("3");
  }

  @Test
  void the_prefix_of_streams_is_declared_in_the_wrapper() {
    assertThat(client.creation("to='localhost' ver='1.6' hold='1'").join().body())
        .containsPattern("^<body [^>]*xmlns:stream='http://etherx.jabber.org/streams'")
        .containsPattern("^<body [^>]*xmpp:restartlogic='true'")
        .containsPattern("^<body [^>]*ver='1.6'");
  }

  @Test
  void a_client_signs_in_and_its_stanzas_come_back() {
    client.online();

    Element answer = client.send(message("Hello")).join();

    assertThat(bodies(answer)).containsExactly("Hello");
  }

  @Test
  void stanzas_without_a_namespace_of_their_own_are_the_clients() {
    client.online();

    Element answer = client.send("<message to='a@localhost'><body>Old</body></message>").join();

    assertThat(bodies(answer)).containsExactly("Old");
  }

  @Test
  void a_request_is_held_until_there_is_something_to_say() throws InterruptedException {
    client.online();
    CompletableFuture<Element> held = client.send("");

    server.gate.stream().send(XmlParser.create().parse(message("At last")));

    assertThat(bodies(held.join())).containsExactly("At last");
  }

  @Test
  void a_second_request_gives_the_first_back_and_says_so() {
    client.online();
    CompletableFuture<Element> first = client.send("");
    CompletableFuture<Element> second = client.send("<presence xmlns='jabber:client'/>");

    assertThat(first.join().children()).isEmpty();
    assertThat(first.join().attribute("ack")).isEqualTo(Long.toString(client.rid()));
    assertThat(second).isNotDone();
  }

  @Test
  void requests_out_of_order_are_handled_and_answered_in_order() {
    client.online();
    long rid = client.rid();
    CompletableFuture<Element> second = client.send(rid + 2, "", message("two"));
    CompletableFuture<Element> first = client.send(rid + 1, "", message("one"));

    List<String> all = new java.util.ArrayList<>(bodies(first.join()));
    if (all.size() == 1) {
      all.addAll(bodies(second.join()));
    }
    assertThat(all).containsExactly("one", "two");
  }

  @Test
  void a_request_that_comes_again_gets_the_same_answer() {
    client.online();
    Element first = client.send(message("once")).join();

    Element again = client.send(client.rid(), "", message("once")).join();

    assertThat(again).isEqualTo(first);
    CompletableFuture<Element> next = client.send("");
    assertThat(bodies(first)).containsExactly("once");
    assertThat(next).isNotDone();
  }

  @Test
  void a_request_that_comes_again_while_held_takes_the_place_of_the_first()
      throws InterruptedException {
    client.online();
    CompletableFuture<Element> first = client.send("");
    CompletableFuture<Element> again = client.send(client.rid(), "", "");

    Element one = (Element) CompletableFuture.anyOf(first, again).join();
    assertThat(one.attribute("type")).isEqualTo("error");
    server.gate.stream().send(XmlParser.create().parse(message("to the latest")));

    assertThat(List.of(first.join(), again.join()).stream().flatMap(e -> bodies(e).stream()))
        .containsExactly("to the latest");
  }

  @Test
  void a_request_far_ahead_ends_the_session() {
    client.online();

    Element answer = client.send(client.rid() + 100, "", "").join();

    assertTerminated(answer, "item-not-found");
    assertTerminated(client.send("").join(), "item-not-found");
  }

  @Test
  void a_request_from_long_ago_ends_the_session() throws InterruptedException {
    client.online();

    assertTerminated(client.send(client.rid() - 3, "", "").join(), "item-not-found");
    assertThat(server.gate.ended().resourcepart()).isEqualTo("balcony");
  }

  @Test
  void a_request_that_comes_again_and_again_ends_the_session() {
    client.online();

    for (int i = 0; i < 10; i++) {
      assertThat(client.send(client.rid(), "", "").join().attribute("type")).isNull();
    }
    assertTerminated(client.send(client.rid(), "", "").join(), "policy-violation");
  }

  @Test
  void more_requests_at_once_than_agreed_end_the_session() {
    client.online();
    long rid = client.rid();
    CompletableFuture<Element> held = client.send(rid + 1, "", "");
    // Without rid + 2 nothing can be answered.
    CompletableFuture<Element> early = client.send(rid + 3, "", "");

    Element answer = client.send(rid + 4, "", "").join();

    assertThat(answer.attribute("type")).isEqualTo("terminate");
    assertThat(held.join().attribute("type")).isEqualTo("terminate");
    assertThat(early.join().attribute("type")).isEqualTo("terminate");
  }

  @Test
  void a_client_ends_its_session_with_a_last_word() throws InterruptedException {
    client.online();
    CompletableFuture<Element> held = client.send("");
    CompletableFuture<Element> end =
        client.send(
            client.rid() + 1,
            "type='terminate'",
            "<presence xmlns='jabber:client' type='unavailable'/>");

    assertThat(held.join().attribute("type")).isEqualTo("terminate");
    assertThat(held.join().attribute("condition")).isNull();
    assertThat(end.join().attributes()).isEmpty();
    assertThat(server.gate.ended().resourcepart()).isEqualTo("balcony");
    assertTerminated(client.send("").join(), "item-not-found");
  }

  @Test
  void a_stream_error_is_told_in_the_request_that_waits() throws InterruptedException {
    client.online();
    CompletableFuture<Element> held = client.send("");

    server.gate.stream().close(new StreamError(StreamErrorCondition.CONFLICT, "replaced"));

    assertStreamError(held.join(), "conflict");
  }

  @Test
  void a_stream_error_is_kept_for_the_next_request_when_none_waits() throws InterruptedException {
    client.online();

    server.gate.stream().close(new StreamError(StreamErrorCondition.CONFLICT, "replaced"));
    var _ = server.gate.ended();

    assertStreamError(client.send("").join(), "conflict");
    assertTerminated(client.send("").join(), "item-not-found");
  }

  @Test
  void what_comes_before_authentication_is_refused_as_in_any_stream() {
    client.begin("hold='1' wait='60'");

    assertStreamError(client.send(message("Too early")).join(), "not-authorized");
  }

  @Test
  void a_client_may_send_more_after_it_has_authenticated() {
    String large = "x".repeat(WebServer.BEFORE);
    client.online();

    assertThat(bodies(client.send(message(large)).join())).containsExactly(large);
  }

  @Test
  void a_large_request_before_authentication_ends_the_stream() {
    client.begin("hold='1' wait='60'");

    Element answer = client.send(AUTH + " ".repeat(WebServer.BEFORE)).join();

    assertStreamError(answer, "policy-violation");
  }

  @Test
  void a_client_away_for_a_while_has_its_requests_back_without_payloads() {
    client.online();
    CompletableFuture<Element> held = client.send("");

    Element answer = client.sendWith("pause='90'").join();

    assertThat(answer.children()).isEmpty();
    assertThat(held.join().children()).isEmpty();
    assertThat(bodies(client.send(message("Back")).join())).containsExactly("Back");
  }

  @Test
  void a_client_that_polls_is_answered_at_once() throws InterruptedException {
    Element created = client.begin("hold='0' wait='60'");
    assertThat(created.attribute("requests")).isEqualTo("1");

    assertThat(client.send("").join().children()).isEmpty();
    assertThat(client.send("").join().children()).isEmpty();
  }

  @Test
  void a_request_waits_no_longer_than_agreed() {
    client.begin("hold='1' wait='1'");
    CompletableFuture<Element> held = client.send("");
    while (!held.isDone()) {
      server.sweep();
    }

    assertThat(held.join().children()).isEmpty();
    assertThat(held.join().attribute("type")).isNull();
  }

  private static List<String> bodies(Element body) {
    return body.children().stream()
        .map(message -> message.child(Namespaces.CLIENT, "body"))
        .filter(java.util.Objects::nonNull)
        .map(Element::text)
        .toList();
  }

  static void assertTerminated(Element body, String condition) {
    assertThat(body.attribute("type")).as(body.toString()).isEqualTo("terminate");
    assertThat(body.attribute("condition")).isEqualTo(condition);
  }

  private static void assertStreamError(Element body, String condition) {
    assertTerminated(body, "remote-stream-error");
    Element error = body.child(Namespaces.STREAM, "error");
    assertThat(error).isNotNull();
    assertThat(error.firstChild()).isNotNull();
    assertThat(error.children().getFirst().name()).isEqualTo(condition);
  }
}
