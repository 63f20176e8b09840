package im.fenghuo.account;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Iq;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Target;
import im.fenghuo.api.Xep;
import im.fenghuo.api.xml.Element;
import im.fenghuo.roster.RosterLimits;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestsToNobodyTest {

  private final TestNode node =
      new TestNode(RosterLimits.DEFAULT, registry -> registry.install(new Items()));
  private final TestSession tybalt = node.session("tybalt@localhost/street");

  /// An extension that answers for those who do not exist.
  private static final class Items implements Xep {
    @Override
    public Document document() {
      return new Document(30, "disco", "1");
    }

    @Override
    public void install(Registrar on) {
      on.quickIq(
          Iq.Type.GET, Target.NOBODY, "items", "query", _ -> Element.of("items", "query").build());
    }
  }

  @BeforeEach
  void exist() {
    node.account("juliet@localhost");
  }

  @AfterEach
  void close() {
    node.close();
  }

  private static String ask(String to, String namespace) {
    return "<iq type='get' id='1' to='%s'><query xmlns='%s'/></iq>".formatted(to, namespace);
  }

  @Test
  void who_does_not_answer_looks_like_who_does_not_exist() {
    for (String resource : new String[] {"", "/balcony"}) {
      tybalt.send(
          ask("juliet@localhost" + resource, "unknown"),
          ask("nobody@localhost" + resource, "unknown"));
      List<Element> answers = tybalt.received();
      assertThat(answers).hasSize(2);
      assertThat(answers.get(0).child("jabber:client", "error"))
          .isNotNull()
          .isEqualTo(answers.get(1).child("jabber:client", "error"));
    }
  }

  @Test
  void what_must_not_tell_is_answered_for_nobody() {
    tybalt.send(ask("nobody@localhost", "items"));
    assertThat(tybalt.lines()).containsExactly("iq result 1");
    tybalt.send(ask("nobody@localhost/balcony", "items"));
    assertThat(tybalt.lines()).containsExactly("iq error 1: service-unavailable");
  }
}
