package im.fenghuo.account;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Registrar;
import im.fenghuo.api.Xep;
import im.fenghuo.roster.RosterLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The tables of RFC 6121 §8.5 for messages. Sessions are `one` (priority 1), `zero`, `negative`,
/// and `silent`, which has sent no presence.
class MessageRulesTest {

  private final TestNode node =
      new TestNode(RosterLimits.DEFAULT, registry -> registry.install(new NoStore()));

  @AfterEach
  void close() {
    node.close();
  }

  /// @param outcome who gets it; `error` for the sender; `waits` until somebody comes; `lost`
  @ParameterizedTest(name = "{2} to {1}, with {0}: {3}")
  @CsvSource({
    // §8.5.2.1.1: somebody is there
    "one zero negative silent, bare, chat, one zero",
    "one zero negative silent, bare, normal, one zero",
    "one zero negative silent, bare, headline, one zero",
    "one zero negative silent, bare, groupchat, error",
    "one zero negative silent, bare, error, lost",
    "negative silent, bare, chat, waits",
    "negative silent, bare, normal, waits",
    "negative silent, bare, headline, lost",
    "negative silent, bare, groupchat, error",
    "negative silent, bare, error, lost",
    // §8.5.2.2.1: nobody is there
    "'', bare, chat, waits",
    "'', bare, normal, waits",
    "'', bare, headline, lost",
    "'', bare, groupchat, error",
    "'', bare, error, lost",
    // §8.5.3.1: the resource is there
    "one zero, zero, chat, zero",
    "one zero, zero, normal, zero",
    "one zero, zero, headline, zero",
    "one zero, zero, groupchat, zero",
    "one zero, zero, error, zero",
    "one negative, negative, chat, negative",
    "one silent, silent, normal, silent",
    // §8.5.3.2.1: it is not
    "one zero negative silent, gone, chat, one zero",
    "negative silent, gone, chat, waits",
    "'', gone, chat, waits",
    "one zero negative silent, gone, normal, error",
    "one zero negative silent, gone, groupchat, error",
    "one zero negative silent, gone, headline, lost",
    "one zero negative silent, gone, error, lost",
    "'', gone, normal, error",
  })
  void a_message(String present, String to, String type, String outcome) {
    Map<String, TestSession> sessions = new LinkedHashMap<>();
    for (String name : present.isEmpty() ? new String[0] : present.split(" ")) {
      sessions.put(name, juliet(name));
    }
    node.account("juliet@localhost");
    sessions.values().forEach(TestSession::received);
    TestSession romeo = node.session("romeo@localhost/garden");

    romeo.send(
        "<message to='juliet@localhost%s' type='%s'><body>Hi</body></message>"
            .formatted(to.equals("bare") ? "" : "/" + to, type));

    List<String> receivers = new ArrayList<>();
    sessions.forEach((name, session) -> {
      if (!session.lines().isEmpty()) {
        receivers.add(name);
      }
    });
    boolean refused = romeo.lines().stream().anyMatch(line -> line.contains("service-unavailable"));
    boolean waited = juliet("later").lines().stream().anyMatch(line -> line.endsWith("Hi"));
    boolean isFor = !List.of("error", "waits", "lost").contains(outcome);
    assertThat(receivers).isEqualTo(isFor ? Arrays.asList(outcome.split(" ")) : List.of());
    assertThat(refused).isEqualTo(outcome.equals("error"));
    assertThat(waited).isEqualTo(outcome.equals("waits"));
  }

  @Test
  void what_may_not_be_kept_and_finds_nobody_comes_back_unless_it_says_nothing() {
    node.account("juliet@localhost");
    TestSession romeo = node.session("romeo@localhost/garden");

    romeo.send("<message to='juliet@localhost'><body>Hi</body><no-store xmlns='test'/></message>");
    assertThat(romeo.lines()).hasSize(1).allMatch(line -> line.contains("service-unavailable"));
    romeo.send(
        "<message to='juliet@localhost'><thread>t</thread><no-store xmlns='test'/></message>");
    assertThat(romeo.lines()).isEmpty();
    TestSession juliet = juliet("zero");
    assertThat(juliet.lines()).noneMatch(line -> line.startsWith("message"));
    romeo.send("<message to='juliet@localhost'><body>Hi</body><no-store xmlns='test'/></message>");
    assertThat(romeo.lines()).isEmpty();
    assertThat(juliet.lines()).hasSize(1);
  }

  /// An extension by which a message asks not to be stored.
  private static final class NoStore implements Xep {
    @Override
    public Document document() {
      return new Document(334, "hints", "1");
    }

    @Override
    public void install(Registrar on) {
      on.ephemeral("test");
      on.archiving(message -> message.has("test", "no-store") ? false : null);
    }
  }

  private TestSession juliet(String name) {
    TestSession session = node.session("juliet@localhost/" + name);
    return switch (name) {
      case "silent" -> session;
      case "one" -> session.send("<presence><priority>1</priority></presence>");
      case "negative" -> session.send("<presence><priority>-1</priority></presence>");
      default -> session.send("<presence/>");
    };
  }
}
