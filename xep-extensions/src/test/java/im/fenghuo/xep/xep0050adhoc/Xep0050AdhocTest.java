package im.fenghuo.xep.xep0050adhoc;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Command;
import im.fenghuo.api.CommandAnswer;
import im.fenghuo.api.CommandNote;
import im.fenghuo.api.Condition;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.Services;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.TestAccount;
import im.fenghuo.api.TestSession;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.form.Field;
import im.fenghuo.command.Commands;
import im.fenghuo.xep.TestServer;
import im.fenghuo.xep.xep0030disco.Xep0030Disco;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class Xep0050AdhocTest {

  private static final Pattern SESSION = Pattern.compile("sessionid='([0-9a-f]{32})'");

  private Instant now = Instant.EPOCH;
  private final TestServer server = new TestServer();
  private final TestAccount juliet = new TestAccount("juliet@localhost", 1);
  private final TestSession balcony = juliet.connect("balcony");

  Xep0050AdhocTest() {
    Services services =
        new Services(null, null, null, null, server.directory(), new Ticking(), _ -> {});
    server.install(new Xep0030Disco(server.directory()));
    server.install(new Xep0050Adhoc(services));
    server.register(on -> {
      on.command(Target.SERVER, new Command("config", "Configure", _ -> true, this::service));
      on.command(Target.SERVER, new Command("fail", "Fail", _ -> true, this::fail));
      on.command(Target.SERVER, new Command("secret", "Secret", _ -> false, this::fail));
    });
  }

  private final class Ticking extends Clock {
    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private CommandAnswer service(IqRequest request, DataForm nothing) {
    return CommandAnswer.next(
        DataForm.form("urn:c", List.of(Field.choice("service", "", List.of("httpd", "jabberd")))),
        this::state);
  }

  private CommandAnswer state(IqRequest request, DataForm form) {
    String service = form.value("service");
    return CommandAnswer.last(
        DataForm.form("urn:c", List.of(Field.of("on", "boolean").required())),
        (_, state) ->
            CommandAnswer.done(
                CommandNote.info(service + (state.isTrue("on") ? " is on" : " is off"))));
  }

  private CommandAnswer fail(IqRequest request, DataForm nothing) throws StanzaException {
    throw new StanzaException(Condition.CONFLICT, "it does not work");
  }

  private String ask(TestSession session, String attributes, String fields) {
    String form = fields.isEmpty() ? "" : "<x xmlns='jabber:x:data'>" + fields + "</x>";
    return server
        .ask(
            session,
            Target.SERVER,
            "<iq xmlns='jabber:client' id='1' type='set'><command xmlns='%s' %s>%s</command></iq>"
                .formatted(Commands.NAMESPACE, attributes, form))
        .toString();
  }

  private String ask(String attributes, String fields) {
    return ask(balcony, attributes, fields);
  }

  private static String field(String name, String value) {
    return "<field var='%s'><value>%s</value></field>".formatted(name, value);
  }

  private String begin() {
    Matcher session = SESSION.matcher(ask("node='config'", ""));
    assertThat(session.find()).isTrue();
    return "node='config' sessionid='" + session.group(1) + "' ";
  }

  private String items() {
    return server
        .ask(
            balcony,
            Target.SERVER,
            "<iq xmlns='jabber:client' id='1' type='get'><query node='"
                + Commands.NAMESPACE
                + "' xmlns='http://jabber.org/protocol/disco#items'/></iq>")
        .toString();
  }

  @Test
  void who_may_run_a_command_finds_it() {
    assertThat(server.features(Target.SERVER)).contains(Commands.NAMESPACE);
    assertThat(items()).contains("node='config'", "name='Configure'").doesNotContain("secret");
  }

  @Test
  void a_command_goes_from_stage_to_stage() {
    String session = begin();
    String second = ask(session, field("service", "httpd"));
    assertThat(second)
        .contains("status='executing'", "<actions execute='complete'><prev/><complete/></actions>");
    assertThat(ask(session + "action='complete'", field("on", "1")))
        .contains("status='completed'", "<note type='info'>httpd is on</note>");
    assertThat(ask(session, field("on", "1"))).contains("<session-expired ", "<not-allowed ");
  }

  @Test
  void one_may_go_back() {
    String session = begin();
    assertThat(ask(session + "action='prev'", "")).contains("<bad-action ");
    ask(session + "action='next'", field("service", "httpd"));
    assertThat(ask(session + "action='prev'", ""))
        .contains("<actions execute='next'><next/></actions>", "var='service'");
    ask(session, field("service", "jabberd"));
    assertThat(ask(session, field("on", "false"))).contains("jabberd is off");
  }

  @Test
  void what_does_not_fit_the_stage_changes_nothing() {
    String session = begin();
    assertThat(ask(session + "action='complete'", field("service", "httpd")))
        .contains("<bad-action ");
    assertThat(ask(session, field("service", "ftpd"))).contains("<bad-payload ");
    assertThat(ask(session, "")).contains("<bad-payload ");
    assertThat(ask(session + "action='jump'", "")).contains("<malformed-action ");
    ask(session, field("service", "httpd"));
    assertThat(ask(session + "action='next'", field("on", "1"))).contains("<bad-action ");
    assertThat(ask(session, field("off", "1"))).contains("<bad-payload ");
    assertThat(ask(session, field("on", "1"))).contains("httpd is on");
  }

  @Test
  void a_command_is_canceled() {
    String session = begin();
    assertThat(ask(session + "action='cancel'", "")).contains("status='canceled'");
    assertThat(ask(session + "action='cancel'", "")).contains("<session-expired ");
  }

  @Test
  void a_session_belongs_to_the_resource_that_has_begun_it_and_to_its_command() {
    String session = begin();
    assertThat(ask(juliet.connect("chamber"), session, field("service", "httpd")))
        .contains("<bad-sessionid ");
    assertThat(ask(session.replace("config", "fail"), "")).contains("<bad-sessionid ");
    assertThat(ask("node='config' sessionid='mine'", "")).contains("<bad-sessionid ");
  }

  @Test
  void what_is_not_used_for_long_is_forgotten() {
    String session = begin();
    now = now.plus(Commands.LIFETIME);
    ask(session, field("service", "httpd"));
    now = now.plus(Commands.LIFETIME).plus(Duration.ofSeconds(1));
    assertThat(ask(session, field("on", "1"))).contains("<session-expired ");
  }

  @Test
  void who_begins_too_many_loses_the_oldest() {
    String first = begin();
    String second = begin();
    for (int i = 2; i < Commands.MAX_OF_ONE; i++) {
      begin();
    }
    ask(first, field("service", "httpd"));
    begin();
    assertThat(ask(second, field("service", "httpd"))).contains("<session-expired ");
    assertThat(ask(first, field("on", "1"))).contains("httpd is on");
  }

  @Test
  void a_failure_is_a_note() {
    assertThat(ask("node='fail'", ""))
        .contains("status='completed'", "<note type='error'>it does not work</note>");
  }

  @Test
  void who_may_not_and_what_is_not_there() {
    assertThat(ask("node='secret'", "")).contains("type='cancel'><forbidden ");
    assertThat(ask("node='nothing'", "")).contains("<item-not-found ");
    assertThat(ask("", "")).contains("<bad-request ");
    assertThat(ask("node='config' xml:lang='*!'", "")).contains("<bad-locale ");
  }
}
