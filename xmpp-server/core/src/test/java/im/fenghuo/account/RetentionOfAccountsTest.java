package im.fenghuo.account;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Archive;
import im.fenghuo.api.Jid;
import im.fenghuo.archive.ArchiveId;
import im.fenghuo.archive.Retention;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Messages go after the time of their account, or of its domain, delivered or not.
class RetentionOfAccountsTest {

  private static final String JULIET = "juliet@localhost";
  private static final int TODAY = Retention.day(TestNode.NOW);

  private final TestNode node = new TestNode(new Retention(1));
  private TestSession romeo;

  @BeforeEach
  void sender() {
    node.account(JULIET);
    romeo = node.session("romeo@localhost/garden");
  }

  @AfterEach
  void close() {
    node.close();
  }

  private void say(String text) {
    romeo.send("<message to='" + JULIET + "' type='chat'><body>" + text + "</body></message>");
    node.settle();
  }

  private TestSession juliet(String resource) {
    return node.session(JULIET + "/" + resource).send("<presence/>");
  }

  private static List<String> messages(TestSession session) {
    return session.lines().stream().filter(line -> line.startsWith("message")).toList();
  }

  /// Two days later.
  private void expire() {
    node.pass(Duration.ofDays(2));
    node.archive().drop(TODAY + 1);
    node.core().accounts().messagesGone(TODAY + 1);
    node.settle();
  }

  private long id(String jid) {
    return node.store().find(Jid.parse(jid)).id();
  }

  @Test
  void what_nobody_has_taken_in_time_is_gone_and_what_comes_later_is_delivered_once() {
    say("too early");
    expire();
    TestSession juliet = juliet("balcony");
    assertThat(messages(juliet)).isEmpty();

    say("now");
    assertThat(messages(juliet)).containsExactly("message chat from romeo@localhost/garden: now");
    juliet.leave();
    say("later");
    assertThat(messages(juliet("chamber")))
        .containsExactly("message chat from romeo@localhost/garden: later");
  }

  @Test
  void what_is_left_of_what_waits_is_delivered() {
    say("too early");
    expire();
    say("in time");

    assertThat(messages(juliet("balcony")))
        .containsExactly("message chat from romeo@localhost/garden: in time");
  }

  @Test
  void numbers_go_on_and_ids_last() {
    TestSession juliet = juliet("balcony");
    say("one");
    say("two");
    expire();
    say("three");

    Archive.Entry entry = node.archive().entries(id(JULIET)).getFirst();
    assertThat(node.archive().entries(id(JULIET))).hasSize(1);
    assertThat(entry.number()).isEqualTo(3);
    assertThat(ArchiveId.parse(entry.id())).isNotNull();
    assertThat(messages(juliet)).hasSize(3);
  }

  @Test
  void an_account_may_have_a_time_of_its_own_while_it_is_in_use() throws Exception {
    say("one");
    node.store().updateRetention(Jid.parse(JULIET), Retention.FOREVER);
    node.core().gate().recordChanged(Jid.parse(JULIET));
    node.settle();
    say("two");
    expire();

    assertThat(node.archive().entries(id(JULIET)))
        .extracting(Archive.Entry::number)
        .containsExactly(2L);
    assertThat(node.archive().entries(id("romeo@localhost"))).isEmpty();
  }
}
