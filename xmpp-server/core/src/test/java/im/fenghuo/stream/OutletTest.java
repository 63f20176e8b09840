package im.fenghuo.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.fenghuo.account.StreamError;
import im.fenghuo.api.Condition;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.StreamErrorCondition;
import im.fenghuo.lane.Answer;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutletTest {

  private final StreamFixture fixture = new StreamFixture();
  private final ClientStream first = new ClientStream(fixture.context, new TestTransport());
  private final Outlet outlet = new Outlet(first);

  @AfterEach
  void stop() {
    fixture.close();
  }

  private void bind() {
    fixture.onLoop(() -> {
      first.bound(fixture.session, outlet, () -> {});
      Element _ =
          first.enable(
              Element.of(StreamManagement.NAMESPACE, "enable").attribute("resume", "true").build());
    });
  }

  private Answer<Optional<BoundSession>> resume(ClientStream successor) {
    Answer<Optional<BoundSession>> estate = new Answer<>();
    outlet.resume(successor, estate);
    return estate;
  }

  private ClientStream stream() {
    return new ClientStream(fixture.context, new TestTransport());
  }

  @Test
  void whose_connection_breaks_while_it_comes_back_comes_again() throws StanzaException {
    bind();
    ClientStream second = stream();
    ClientStream fourth = stream();
    BoundSession left = resume(second).await().orElseThrow();
    var outrun = resume(stream());
    var last = resume(fourth);

    assertThatThrownBy(outrun::await)
        .isInstanceOfSatisfying(
            StanzaException.class, e -> assertThat(e.condition()).isEqualTo(Condition.CONFLICT));
    fixture.onLoop(() -> {
      second.ended();
      second.resumed(left, left.management(), 0, () -> {});
      outlet.arrived();
    });
    assertThat(last.await()).containsSame(left);
    fixture.onLoop(() -> {
      fourth.resumed(left, left.management(), 0, () -> {});
      outlet.arrived();
    });
    assertThat(resume(stream()).await()).containsSame(left);
  }

  @Test
  void who_waits_for_a_session_that_ends_is_told() throws StanzaException {
    bind();
    BoundSession _ = resume(stream()).await().orElseThrow();
    var next = resume(stream());
    outlet.close(new StreamError(StreamErrorCondition.CONFLICT, "taken"));

    assertThat(next.await()).isEmpty();
    assertThat(resume(stream()).await()).isEmpty();
  }

  @Test
  void a_stream_that_has_ended_leaves_nothing_to_anybody() throws StanzaException {
    bind();
    fixture.onLoop(() -> first.close(new StreamError(StreamErrorCondition.RESET, "")));

    assertThat(resume(stream()).await()).isEmpty();
    assertThat(resume(stream()).await()).isEmpty();
  }
}
