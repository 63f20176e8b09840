package im.fenghuo.conformance.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.conformance.scenario.ServerUnderTest;
import im.fenghuo.conformance.server.TestServer;
import im.fenghuo.conformance.server.TimeLimit;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Every table of malformed input; and after each, somebody else's stream is as it was.
@ExtendWith({TestServer.class, TimeLimit.class})
class MalformedStreamsTest {

  private final String user = "bytes-" + UUID.randomUUID();

  @TestFactory
  @Execution(ExecutionMode.CONCURRENT)
  Stream<DynamicNode> malformed(ServerUnderTest server) throws Exception {
    server.createAccount(user, user);
    String domain = server.domain();
    return Stream.of(
        table(server, "headers", MalformedStreams.headers(domain)),
        table(server, "XML", MalformedStreams.xml()),
        table(server, "too early", MalformedStreams.tooEarly(domain)),
        table(server, "bound", MalformedStreams.bound(domain)),
        table(server, "stanzas", MalformedStanzas.stanzas(domain)),
        table(server, "authentication", MalformedStanzas.authentications()),
        table(server, "harmless", MalformedStanzas.harmlessOnes(domain)));
  }

  private DynamicNode table(ServerUnderTest server, String title, List<Malformed> cases) {
    return DynamicContainer.dynamicContainer(
        title,
        cases.stream()
            .map(each -> DynamicTest.dynamicTest(each.toString(), () -> check(server, each))));
  }

  private void check(ServerUnderTest server, Malformed malformed) throws IOException {
    try (RawStream bystander = bound(server);
        RawStream stream = at(server, malformed.after())) {
      stream.send(malformed.bytes());
      switch (malformed.consequence()) {
        case Malformed.Consequence.StreamError error ->
            stream.receivesStreamError(error.conditions());
        case Malformed.Consequence.StanzaError error -> {
          stream.await(
              error.condition(),
              text -> text.contains("<error ") && text.contains("<" + error.condition()));
          stream.survives();
        }
        case Malformed.Consequence.SaslFailure failure -> {
          stream.await(failure.condition(), text -> text.contains("</failure>"));
          assertThat(stream.text()).contains("<" + failure.condition());
          stream.forget();
          stream.authenticate(user, user);
        }
        case Malformed.Consequence.Nothing nothing -> stream.survives();
        case Malformed.Consequence.End end -> stream.receivesTheEnd();
      }
      bystander.survives();
    }
  }

  private RawStream at(ServerUnderTest server, Malformed.Point point) throws IOException {
    RawStream stream = RawStream.connect(server);
    return switch (point) {
      case CONNECTION -> stream;
      case HEADER -> stream.open();
      case AUTHENTICATION -> stream.open().authenticate(user, user);
      case BINDING -> stream.open().authenticate(user, user).bind();
    };
  }

  private RawStream bound(ServerUnderTest server) throws IOException {
    return at(server, Malformed.Point.BINDING);
  }
}
