package im.fenghuo.account;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Iq;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.xml.Element;
import im.fenghuo.registry.CoreRegistrar;
import im.fenghuo.roster.RosterLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceDeliveryTest {

  private static final Target SERVICE = Target.service("pubsub");

  private final CompletableFuture<Void> gate = new CompletableFuture<>();
  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
  private final TestNode node =
      new TestNode(RosterLimits.DEFAULT, registry -> registry.install(this::install));
  private TestSession romeo;

  private void install(CoreRegistrar on) {
    on.identity(SERVICE, new Registrar.Identity("pubsub", "service", ""));
    on.iq(Iq.Type.GET, SERVICE, "test", "slow", _ -> waitForGate());
    on.quickIq(Iq.Type.GET, Target.EVERY_SERVICE, "test", "quick", _ -> null);
    on.message(
        SERVICE,
        message -> {
          if (message.type() == Message.Type.GROUPCHAT) {
            throw new StanzaException(Condition.NOT_ACCEPTABLE, "");
          }
          seen.add("message of " + message.from());
        });
    on.identity(Target.service("deaf"), new Registrar.Identity("component", "generic", ""));
  }

  private @Nullable Element waitForGate() {
    gate.join();
    seen.add("iq");
    return null;
  }

  @BeforeEach
  void somebody() {
    romeo = node.session("romeo@localhost/garden").available();
  }

  @AfterEach
  void close() {
    gate.complete(null);
    node.close();
  }

  private static String get(String name, String to) {
    return "<iq type='get' id='1' to='" + to + "'><" + name + " xmlns='test'/></iq>";
  }

  @Test
  void what_a_session_says_to_a_service_is_handled_in_its_turn() {
    romeo.send(get("slow", "pubsub.localhost"), "<message to='pubsub.localhost'><x/></message>");
    node.with("romeo@localhost", _ -> {});
    assertThat(seen).isEmpty();
    gate.complete(null);
    assertThat(romeo.lines()).containsExactly("iq result 1");
    assertThat(seen).containsExactly("iq", "message of romeo@localhost/garden");
  }

  @Test
  void a_request_for_every_service_is_answered_by_each() {
    assertThat(romeo.send(get("quick", "deaf.localhost")).lines()).containsExactly("iq result 1");
    assertThat(romeo.send(get("slow", "deaf.localhost")).lines())
        .containsExactly("iq error 1: service-unavailable");
  }

  @Test
  void a_message_that_a_service_refuses_or_does_not_take_comes_back() {
    romeo.send(
        "<message to='pubsub.localhost' type='groupchat'><x/></message>",
        "<message to='deaf.localhost'><body>Hi</body></message>",
        "<message to='deaf.localhost/here'><body>Hi</body></message>",
        "<message to='deaf.localhost' type='headline'><body>Hi</body></message>");
    assertThat(romeo.lines())
        .containsExactly(
            "message error from pubsub.localhost: not-acceptable",
            "message error from deaf.localhost: service-unavailable",
            "message error from deaf.localhost/here: service-unavailable");
  }

  @Test
  void an_account_asks_a_service_and_a_client_and_hears_the_answers() {
    List<String> answers = Collections.synchronizedList(new ArrayList<>());
    node.with(
        "romeo@localhost",
        account -> {
          for (String to : List.of("pubsub.localhost", "romeo@localhost/garden", "gone.example")) {
            Iq question =
                Iq.request(
                    Iq.Type.GET, "", null, Jid.parse(to), Element.of("test", "quick").build());
            account.ask(
                question,
                Duration.ofSeconds(30),
                answer -> answers.add(answer.type() + " of " + answer.from()));
          }
        });
    Element question = romeo.received().getFirst();
    assertThat(question.attribute("from")).isEqualTo("romeo@localhost");
    romeo.send("<iq type='result' to='romeo@localhost' id='another'/>");
    romeo.send("<iq type='result' to='romeo@localhost' id='" + question.attribute("id") + "'/>");
    romeo.send("<iq type='result' to='romeo@localhost' id='" + question.attribute("id") + "'/>");
    assertThat(romeo.lines()).isEmpty();
    assertThat(answers)
        .containsExactlyInAnyOrder(
            "RESULT of pubsub.localhost",
            "RESULT of romeo@localhost/garden",
            "ERROR of gone.example");
  }

  @Test
  void a_question_that_nobody_answers_is_given_up() {
    List<String> answers = Collections.synchronizedList(new ArrayList<>());
    Iq question =
        Iq.request(Iq.Type.GET, "", null, romeo.jid(), Element.of("test", "quick").build());
    node.with(
        "romeo@localhost",
        account -> {
          account.ask(
              question, Duration.ofSeconds(30), answer -> answers.add(answer.element().toString()));
          account.questions().expire(TestNode.NOW.plusSeconds(29).toEpochMilli());
          assertThat(answers).isEmpty();
          account.questions().expire(TestNode.NOW.plusSeconds(30).toEpochMilli());
          assertThat(account.questions().isEmpty()).isTrue();
        });
    assertThat(answers).singleElement().asString().contains("remote-server-timeout");
  }
}
