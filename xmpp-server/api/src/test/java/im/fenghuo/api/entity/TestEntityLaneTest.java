package im.fenghuo.api.entity;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Message;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TestEntityLaneTest {

  private static final String HELLO =
      "<message xmlns='jabber:client' from='juliet@localhost/balcony' to='room@muc.localhost'"
          + " type='groupchat' id='1'><body>hello</body></message>";

  private final TestEntityLane lane = new TestEntityLane();
  private final Audience audience = lane.audience();
  private final List<String> steps = new ArrayList<>();

  @Test
  void an_audience_gets_one_stanza_each() {
    audience.add(Jid.parse("juliet@localhost/balcony"));
    audience.add(Jid.parse("romeo@localhost/orchard"));
    TestEntityArchive archive = lane.open(7, null);

    List<Stanza> sent =
        lane.receive(
            entity(stanza -> {
              String id = archive.append((Message) stanza, stanza.sender());
              assertThat(id).isEqualTo("1-test");
              audience.send(stanza);
            }),
            HELLO);

    assertThat(sent)
        .extracting(Stanza::recipient)
        .containsExactly(
            Jid.parse("juliet@localhost/balcony"), Jid.parse("romeo@localhost/orchard"));
  }

  @Test
  void a_step_goes_on_before_anything_that_waits() {
    lane.receive(
        entity(_ -> {
          lane.post(() -> steps.add("posted"));
          lane.thenBlocking(() -> {
            steps.add("blocking");
            lane.thenQuick(() -> steps.add("quick within"));
          });
          lane.thenQuick(() -> steps.add("quick"));
          steps.add("received");
        }),
        HELLO);

    assertThat(steps).containsExactly("received", "blocking", "quick within", "quick", "posted");
  }

  @Test
  void what_a_part_of_a_step_throws_answers_its_stanza() {
    List<Stanza> sent =
        lane.receive(
            entity(_ ->
                lane.thenBlocking(() -> {
                  throw new StanzaException(Condition.FORBIDDEN, "");
                })),
            HELLO);

    assertThat(sent)
        .singleElement()
        .satisfies(each -> {
          assertThat(each.isError()).isTrue();
          assertThat(each.recipient()).isEqualTo(Jid.parse("juliet@localhost/balcony"));
        });
  }

  @Test
  void time_passes_when_it_is_told_to() {
    lane.after(Duration.ofMinutes(2), () -> steps.add("second"));
    lane.after(Duration.ofMinutes(1), () -> steps.add("first"));
    lane.pass(Duration.ofSeconds(59));
    assertThat(steps).isEmpty();
    lane.pass(Duration.ofMinutes(2));
    assertThat(steps).containsExactly("first", "second");
  }

  private interface Receiver {
    void receive(Stanza stanza) throws StanzaException;
  }

  private static Entity entity(Receiver receiver) {
    return new Entity() {
      @Override
      public void receive(Stanza stanza) throws StanzaException {
        receiver.receive(stanza);
      }

      @Override
      public void lost(List<Jid> recipients) {}

      @Override
      public boolean isIdle() {
        return true;
      }

      @Override
      public void leave(Departure why) {}
    };
  }
}
