package im.fenghuo.account;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Delay;
import im.fenghuo.api.Jid;
import im.fenghuo.api.xml.Element;
import im.fenghuo.archive.ArchiveId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// XEP-0160 as a read of the archive after the delivered cursor.
class OfflineDeliveryTest {

  private final TestNode node = new TestNode();
  private TestSession romeo;

  @BeforeEach
  void sender() {
    node.account("juliet@localhost");
    romeo = node.session("romeo@localhost/garden");
  }

  @AfterEach
  void close() {
    node.close();
  }

  private void say(int from, int to) {
    for (int i = from; i < to; i++) {
      romeo.send("<message to='juliet@localhost' type='chat'><body>" + i + "</body></message>");
    }
  }

  private static List<String> bodies(List<Element> stanzas) {
    return stanzas.stream()
        .filter(stanza -> stanza.name().equals("message"))
        .map(stanza -> stanza.child("jabber:client", "body").text())
        .toList();
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).toList();
  }

  @Test
  void what_came_meanwhile_is_delivered_in_order_once_and_stamped() {
    say(0, 250);
    TestSession juliet = node.session("juliet@localhost/balcony").send("<presence/>");

    List<Element> received = juliet.received();
    assertThat(bodies(received)).isEqualTo(numbers(0, 250));
    assertThat(received.getLast().child(Delay.NAMESPACE, "delay").attribute("stamp"))
        .isEqualTo(TestNode.NOW.toString());
    say(250, 260);
    assertThat(bodies(juliet.received())).isEqualTo(numbers(250, 260));
    juliet.leave();
    assertThat(bodies(node.session("juliet@localhost/chamber").send("<presence/>").received()))
        .isEmpty();
  }

  @Test
  void whoever_reads_storage_finds_what_was_delivered_when_it_has_asked_for_that()
      throws Exception {
    TestSession juliet = node.session("juliet@localhost/balcony").send("<presence/>");
    say(0, 3);
    assertThat(bodies(juliet.received())).hasSize(3);

    node.core().gate().save(Jid.parse("juliet@localhost"));

    assertThat(node.store().find(Jid.parse("juliet@localhost")).delivered()).isEqualTo(3);
    node.core().gate().save(Jid.parse("nobody@localhost"));
  }

  @Test
  void what_comes_while_it_goes_on_waits_behind() {
    say(0, 150);
    TestSession juliet = node.session("juliet@localhost/balcony").send("<presence/>");
    say(150, 300);

    assertThat(bodies(juliet.received())).isEqualTo(numbers(0, 300));
  }

  @Test
  void a_resource_that_takes_no_messages_leaves_them() {
    say(0, 5);
    TestSession juliet =
        node.session("juliet@localhost/balcony")
            .send("<presence><priority>-1</priority></presence>");
    assertThat(bodies(juliet.received())).isEmpty();

    juliet.send("<presence><priority>0</priority></presence>");
    assertThat(bodies(juliet.received())).isEqualTo(numbers(0, 5));
  }

  @Test
  void storage_that_comes_back_delivers_what_was_sent_while_it_was_gone() {
    node.session("juliet@localhost/balcony").leave();
    romeo.received();
    node.archive().fail(true);
    say(0, 5);
    TestSession juliet = node.session("juliet@localhost/balcony").send("<presence/>");
    node.with("juliet@localhost", account -> assertThat(account.archive().isDurable()).isFalse());

    node.archive().fail(false);

    assertThat(bodies(juliet.received())).isEqualTo(numbers(0, 5));
  }

  @Test
  void who_leaves_in_the_middle_hands_the_rest_to_another_resource() {
    say(0, 250);
    TestSession one = node.session("juliet@localhost/one");
    TestSession two = node.session("juliet@localhost/two");
    // in one turn of the account's loop: the first page is not read yet
    node.with(
        "juliet@localhost",
        _ -> {
          one.send("<presence/>");
          two.send("<presence/>");
          one.port().detach();
        });

    assertThat(bodies(one.received())).isEmpty();
    assertThat(bodies(two.received())).isEqualTo(numbers(0, 250));
  }

  @Test
  void both_copies_are_archived_with_dense_numbers() {
    TestSession juliet = node.session("juliet@localhost/balcony").available();
    say(0, 20);
    assertThat(bodies(juliet.received())).hasSize(20);

    for (String name : List.of("romeo@localhost", "juliet@localhost")) {
      node.with(
          name,
          account ->
              assertThat(node.archive().entries(account.id()))
                  .extracting(entry -> entry.number())
                  .isEqualTo(IntStream.rangeClosed(1, 20).mapToObj(Long::valueOf).toList()));
    }
  }

  @Test
  void what_a_client_has_not_confirmed_comes_again() {
    TestSession juliet = node.session("juliet@localhost/balcony").available().confirm();
    say(0, 10);
    juliet.confirm();
    say(10, 20);
    assertThat(bodies(juliet.received())).isEqualTo(numbers(0, 20));
    juliet.leave();

    TestSession again = node.session("juliet@localhost/balcony").send("<presence/>");
    assertThat(bodies(again.received())).isEqualTo(numbers(10, 20));
  }

  @Test
  void what_one_device_has_not_confirmed_another_gets_that_came_later() {
    TestSession phone = node.session("juliet@localhost/phone").available().confirm();
    say(0, 10);
    TestSession laptop = node.session("juliet@localhost/laptop").available();
    say(10, 20);
    assertThat(bodies(laptop.received())).isEqualTo(numbers(10, 20));

    phone.leave();

    assertThat(bodies(laptop.received())).isEqualTo(numbers(0, 10));
    laptop.leave();
    assertThat(bodies(node.session("juliet@localhost/chamber").send("<presence/>").received()))
        .isEmpty();
  }

  @Test
  void what_the_last_two_devices_have_not_taken_waits() {
    TestSession phone = node.session("juliet@localhost/phone").available().confirm();
    say(0, 10);
    TestSession laptop = node.session("juliet@localhost/laptop").available().confirm();
    node.onLoop(
        "juliet@localhost",
        () -> {
          phone.port().detach();
          laptop.port().detach();
        });

    TestSession again = node.session("juliet@localhost/chamber").send("<presence/>");
    assertThat(bodies(again.received())).isEqualTo(numbers(0, 10));
  }

  @Test
  void the_cursor_in_storage_waits_for_confirmation() {
    TestSession phone = node.session("juliet@localhost/phone").available().confirm();
    say(0, 10);
    var _ = phone.received();
    assertThat(cursor()).isLessThan(1);

    phone.confirm();
    assertThat(cursor()).isEqualTo(10);
  }

  @Test
  void one_who_does_not_read_gets_no_more_than_a_page_at_a_time() {
    say(0, 250);
    TestSession juliet = node.session("juliet@localhost/balcony");
    juliet.setReading(false);
    juliet.send("<presence/>");

    assertThat(bodies(juliet.received())).isEqualTo(numbers(0, 100));
    assertThat(cursor()).isLessThan(1);
    juliet.setReading(true);
    assertThat(bodies(juliet.received())).isEqualTo(numbers(100, 250));
  }

  @Test
  void copies_of_messages_keep_their_place_among_what_waits() {
    say(0, 150);
    TestSession juliet = node.session("juliet@localhost/balcony");
    juliet.setReading(false);
    juliet.send("<presence/>");
    node.session("juliet@localhost/chamber")
        .send("<message to='romeo@localhost' type='chat'><body>is copied</body></message>");
    say(150, 151);
    Element copy =
        Element.of("jabber:client", "message")
            .child(Element.of("jabber:client", "body").text("copy").build())
            .build();
    node.with(
        "juliet@localhost",
        account -> {
          ClientSession balcony = account.clientSessions().getFirst();
          balcony.sendInStep(copy, ArchiveId.format(151, 0));
        });
    juliet.setReading(true);

    List<String> received = bodies(juliet.received());
    assertThat(received.subList(149, 152)).containsExactly("149", "copy", "150");
  }

  @Test
  void a_page_that_was_not_taken_waits_for_the_next_session() {
    say(0, 150);
    TestSession juliet = node.session("juliet@localhost/balcony");
    juliet.setReading(false);
    juliet.send("<presence/>");
    var _ = juliet.received();
    juliet.leave();

    TestSession again = node.session("juliet@localhost/chamber").send("<presence/>");
    assertThat(bodies(again.received())).isEqualTo(numbers(0, 150));
  }

  @Test
  void a_page_that_was_not_taken_goes_to_who_is_there() {
    say(0, 150);
    TestSession juliet = node.session("juliet@localhost/balcony");
    juliet.setReading(false);
    juliet.send("<presence/>");
    var _ = juliet.received();
    TestSession other = node.session("juliet@localhost/chamber").send("<presence/>");
    assertThat(bodies(other.received())).isEmpty();
    juliet.leave();

    assertThat(bodies(other.received())).isEqualTo(numbers(0, 150));
  }

  @Test
  void a_page_that_was_not_confirmed_goes_once_to_who_is_there() {
    say(0, 150);
    TestSession juliet = node.session("juliet@localhost/balcony");
    juliet.setReading(false);
    juliet.confirm().send("<presence/>");
    assertThat(bodies(juliet.received())).isEqualTo(numbers(0, 100));
    TestSession other = node.session("juliet@localhost/chamber").send("<presence/>");
    juliet.leave();

    assertThat(bodies(other.received())).isEqualTo(numbers(0, 150));
  }

  @Test
  void what_two_devices_have_not_confirmed_a_third_gets_once() {
    TestSession phone = node.session("juliet@localhost/phone").available().confirm();
    TestSession laptop = node.session("juliet@localhost/laptop").available().confirm();
    say(0, 10);
    TestSession tablet = node.session("juliet@localhost/tablet").available();
    phone.leave();
    laptop.leave();

    assertThat(bodies(tablet.received())).isEqualTo(numbers(0, 10));
  }

  @Test
  void what_was_sent_to_a_resource_before_its_presence_comes_once() {
    say(0, 1);
    TestSession juliet = node.session("juliet@localhost/balcony");
    romeo.send(
        "<message to='juliet@localhost/balcony' type='chat'><body>to you alone</body></message>");
    juliet.send("<presence/>");

    assertThat(bodies(juliet.received())).containsExactly("to you alone", "0");
  }

  @Test
  void what_was_copied_to_a_device_does_not_come_again() {
    say(0, 150);
    TestSession juliet = node.session("juliet@localhost/balcony");
    juliet.setReading(false);
    juliet.send("<presence/>");
    Element copy = Element.of("jabber:client", "presence").build();
    node.with(
        "juliet@localhost",
        account -> account.clientSessions().getFirst().sendInStep(copy, ArchiveId.format(151, 0)));
    say(150, 152);
    juliet.setReading(true);

    assertThat(bodies(juliet.received())).doesNotContain("150").contains("149", "151");
  }

  @Test
  void who_takes_over_from_one_that_was_catching_up_gets_nothing_twice() {
    say(0, 150);
    TestSession slow = node.session("juliet@localhost/balcony");
    slow.setReading(false);
    slow.send("<presence/>");
    TestSession juliet = node.session("juliet@localhost/chamber").send("<presence/>");
    say(150, 155);
    assertThat(bodies(juliet.received())).isEqualTo(numbers(150, 155));
    slow.leave();

    assertThat(bodies(juliet.received())).isEqualTo(numbers(0, 150));
  }

  private long cursor() {
    CompletableFuture<Long> cursor = new CompletableFuture<>();
    node.core()
        .accounts()
        .with(
            Jid.parse("juliet@localhost"),
            account -> {
              Progress progress = account.takeProgress();
              cursor.complete(progress == null ? 0 : progress.delivered());
            },
            cursor::completeExceptionally);
    return cursor.join();
  }
}
