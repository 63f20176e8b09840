package im.fenghuo.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.xml.Scope;
import im.fenghuo.api.xml.XmlParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientStreamTest {

  private static final String ENABLE = "<enable xmlns='urn:xmpp:sm:3'/>";
  private static final String ASK = "<r xmlns='urn:xmpp:sm:3'/>";
  private static final String MESSAGE = "<message xmlns='jabber:client'/>";
  private static final String NONZA = "<nonza xmlns='urn:example:nonza'/>";
  private static final String AUTH = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>";
  private static final String BIND =
      "<iq xmlns='jabber:client' type='set' id='b'>"
          + "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>";

  private final StreamFixture fixture = new StreamFixture();
  private final TestTransport transport = new TestTransport();
  private final ClientStream stream = new ClientStream(fixture.context, transport);

  @BeforeEach
  void open() throws InterruptedException {
    header();
    transport.await("features");
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private void header() {
    fixture.onLoop(
        () -> stream.header(new StreamHeader("localhost", null, null, "1.0", null, Scope.CLIENT)));
  }

  private void send(String... elements) {
    fixture.onLoop(() -> {
      for (String element : elements) {
        stream.element(XmlParser.create().parse(element));
      }
    });
  }

  private void settle(long count) {
    fixture.onLoop(() -> fixture.session.settle(count));
  }

  private void authenticate() throws InterruptedException {
    send(AUTH);
    transport.await("authenticated");
    header();
    transport.await("features");
  }

  private void bind() throws InterruptedException {
    authenticate();
    send(BIND);
    transport.await("iq");
  }

  @Test
  void who_has_asked_how_much_was_handled_is_told_although_the_window_is_full()
      throws InterruptedException {
    bind();
    send(ENABLE, MESSAGE, ASK, MESSAGE, MESSAGE, MESSAGE);
    transport.await("pause");

    settle(1);
    assertThat(transport.next()).isEqualTo("a 1");
    settle(2);
    assertThat(transport.next()).isEqualTo("resume");
  }

  /// As when they come in one request of BOSH.
  @Test
  void who_asks_after_the_window_is_full_does_not_stay_paused() throws InterruptedException {
    bind();
    send(ENABLE, MESSAGE, MESSAGE, MESSAGE, MESSAGE, ASK);
    transport.await("pause");

    settle(2);
    assertThat(transport.next()).isEqualTo("resume");
    settle(4);
    assertThat(transport.next()).isEqualTo("a 4");
  }

  @Test
  void who_asks_again_and_again_is_told_on_the_way() throws InterruptedException {
    bind();
    send(ENABLE, MESSAGE, ASK, MESSAGE, ASK, MESSAGE, ASK);
    transport.await("enabled");

    settle(1);
    assertThat(transport.next()).isEqualTo("a 1");
    settle(2);
    assertThat(transport.isQuiet()).isTrue();
    settle(3);
    assertThat(transport.next()).isEqualTo("a 3");
    assertThat(transport.isQuiet()).isTrue();
  }

  /// A session knows of one who waits, and the lost stream does not wait any more.
  @Test
  void a_stream_that_resumes_is_not_held_up_by_what_the_lost_one_has_asked()
      throws InterruptedException {
    bind();
    send("<enable xmlns='urn:xmpp:sm:3' resume='true'/>", MESSAGE, ASK, MESSAGE, ASK);
    transport.await("enabled");
    Runnable answer = fixture.session.waiting();
    fixture.onLoop(stream::ended);

    TestTransport next = new TestTransport();
    ClientStream second = new ClientStream(fixture.context, next);
    open(second, next);
    element(second, AUTH);
    next.await("authenticated");
    open(second, next);
    element(second, "<resume xmlns='urn:xmpp:sm:3' h='0' previd='" + transport.session() + "'/>");
    while (answer.equals(fixture.session.waiting())) {
      Thread.onSpinWait();
    }
    fixture.session.set(1);
    fixture.onLoop(answer);
    fixture.session.settle(2);

    assertThat(next.next()).isEqualTo("resumed 2");
  }

  private void open(ClientStream client, TestTransport its) throws InterruptedException {
    fixture.onLoop(
        () -> client.header(new StreamHeader("localhost", null, null, "1.0", null, Scope.CLIENT)));
    its.await("features");
  }

  private void element(ClientStream client, String element) {
    fixture.onLoop(() -> client.element(XmlParser.create().parse(element)));
  }

  private void takeNonzas() {
    fixture
        .context
        .services()
        .registry()
        .install(on -> on.nonza("urn:example:nonza", "nonza", (_, _) -> {}));
  }

  @Test
  void what_is_no_stanza_is_not_counted_as_handled() throws InterruptedException {
    takeNonzas();
    bind();
    send(ENABLE, NONZA, MESSAGE, NONZA, ASK);
    transport.await("enabled");

    settle(3);
    assertThat(transport.next()).isEqualTo("a 1");
    send(MESSAGE, ASK);
    settle(4);
    assertThat(transport.next()).isEqualTo("a 2");
  }

  @Test
  void what_is_no_stanza_and_not_handled_yet_is_no_loss() throws InterruptedException {
    takeNonzas();
    bind();
    send(ENABLE, MESSAGE, ASK, NONZA);
    transport.await("enabled");

    settle(1);
    assertThat(transport.next()).isEqualTo("a 1");
  }

  @Test
  void who_sends_nothing_but_what_is_no_stanza_is_paused_too() throws InterruptedException {
    takeNonzas();
    bind();
    send(NONZA, NONZA, NONZA, NONZA);

    assertThat(transport.next()).isEqualTo("pause");
    settle(2);
    assertThat(transport.next()).isEqualTo("resume");
  }

  @Test
  void what_is_no_stanza_and_registered_by_nobody_ends_the_stream() throws InterruptedException {
    bind();
    send(NONZA);

    assertThat(transport.next()).isEqualTo("close unsupported-stanza-type");
  }

  /// Over a WebSocket or BOSH, that would give as many attempts to authenticate as one likes.
  @Test
  void a_stream_that_is_open_cannot_be_opened() throws InterruptedException {
    header();

    assertThat(transport.next()).isEqualTo("close policy-violation");
  }

  @Test
  void after_authentication_the_stream_is_opened_anew() throws InterruptedException {
    send(AUTH);
    transport.await("authenticated");
    send(BIND);

    assertThat(transport.next()).isEqualTo("close bad-format");
  }

  /// Else what comes next would be given to a client that has been told goodbye.
  @Test
  void the_session_is_gone_before_its_client_hears_that_the_stream_is_closed()
      throws InterruptedException {
    bind();
    fixture.onLoop(() -> fixture.session.whenDetached(() -> transport.note("detached")));
    fixture.onLoop(stream::finished);
    assertThat(transport.next()).isEqualTo("detached");
    assertThat(transport.next()).isEqualTo("close ");
  }

  @Test
  void a_resource_that_cannot_be_bound_for_no_known_reason_gets_an_answer()
      throws InterruptedException {
    fixture.binding =
        () -> {
          throw new IllegalStateException("a bug");
        };
    authenticate();
    send(BIND);

    assertThat(transport.next()).isEqualTo("iq");
    assertThat(transport.next()).isEqualTo("internal-server-error");
  }
}
