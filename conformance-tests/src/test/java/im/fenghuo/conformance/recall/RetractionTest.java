package im.fenghuo.conformance.recall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.conformance.bytes.Uploader;
import im.fenghuo.conformance.bytes.Uploader.Slot;
import im.fenghuo.conformance.server.FenghuoServer;
import im.fenghuo.conformance.xml.XmlElement;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A message that was taken back is gone, and so is its file: on every device of both sides, and
/// for whoever comes later.
@Timeout(180)
class RetractionTest {

  private static final String SECRET = "the secret of the beacon";
  private static final byte[] CONTENT = "the file".getBytes(UTF_8);

  private static FenghuoServer server;
  private static int people;

  private final String romeo = "romeo" + people;
  private final String juliet = "juliet" + people++;

  @BeforeAll
  static void start() throws IOException {
    server = FenghuoServer.start(1);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  private static String file(Slot slot) {
    return "<body>%s %s</body><x xmlns='jabber:x:oob'><url>%s</url></x>"
        .formatted(SECRET, slot.uri(), slot.uri());
  }

  private static String retraction(String id) {
    return ("<retract xmlns='urn:xmpp:message-retract:1' id='%s'/>"
            + "<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:message-retract:1'/>"
            + "<body>for others</body><store xmlns='urn:xmpp:hints'/>")
        .formatted(id);
  }

  private static void assertIsGone(List<XmlElement> messages) {
    assertThat(messages)
        .noneMatch(message -> message.toString().contains(SECRET))
        .noneMatch(message -> message.toString().contains("/upload/"));
  }

  private static void assertIsTombstone(Device device, String id, String retraction)
      throws Exception {
    List<XmlElement> history = device.history();
    assertIsGone(history);
    assertThat(history)
        .filteredOn(message -> message.attribute("id").orElse("").equals(id))
        .singleElement()
        .satisfies(message ->
            assertThat(
                    message
                        .child("urn:xmpp:message-retract:1", "retracted")
                        .flatMap(retracted -> retracted.attribute("id")))
                .contains(retraction));
    assertThat(history).anyMatch(message -> message.attribute("id").orElse("").equals(retraction));
  }

  /// That nothing refers to it any more is seen right after the retraction is stored.
  private static void awaitGone(Uploader uploader, Slot slot) throws Exception {
    while (uploader.get(slot).statusCode() != 404) {
      Thread.sleep(20);
    }
    while (!server.uploads().isEmpty()) {
      Thread.sleep(20);
    }
  }

  @Test
  void a_message_and_its_file_are_gone_on_every_device_of_both_sides() throws Exception {
    server.createAccount(juliet, juliet);
    try (Uploader uploader = Uploader.online(server, romeo);
        Device orchard = new Device(server, romeo, "orchard");
        Device phone = new Device(server, romeo, "phone");
        Device balcony = new Device(server, juliet, "balcony");
        Device chamber = new Device(server, juliet, "chamber")) {
      Slot slot = uploader.slot("plan.txt", CONTENT.length);
      uploader.put(slot, CONTENT);
      orchard.send(juliet, "m1", file(slot));
      orchard.send(
          juliet, "m2", file(slot) + "<replace xmlns='urn:xmpp:message-correct:0' id='m1'/>");
      balcony.receives("m2");
      chamber.receives("m2");
      assertThat(uploader.get(slot).body()).isEqualTo(CONTENT);
      assertThat(balcony.search(SECRET)).hasSize(2);
      phone.send(juliet, "m3", retraction("m1"));
      balcony.receives("m3");
      chamber.receives("m3");
      for (Device device : List.of(orchard, phone, balcony, chamber)) {
        assertIsTombstone(device, "m1", "m3");
        assertIsTombstone(device, "m2", "m3");
        assertIsGone(device.inbox());
        assertThat(device.search(SECRET)).isEmpty();
        assertThat(device.inbox().getLast().attribute("all-unread")).contains("0");
      }
      awaitGone(uploader, slot);
    }
    try (Device tablet = new Device(server, juliet, "tablet")) {
      assertThat(tablet.messages()).isEmpty();
      assertIsTombstone(tablet, "m1", "m3");
    }
  }

  @Test
  void who_was_away_gets_the_retraction_alone_and_a_file_stays_while_another_message_has_it()
      throws Exception {
    String nurse = "nurse" + people;
    server.createAccount(juliet, juliet);
    server.createAccount(nurse, nurse);
    try (Uploader uploader = Uploader.online(server, romeo);
        Device orchard = new Device(server, romeo, "orchard")) {
      Slot slot = uploader.slot("plan.txt", CONTENT.length);
      uploader.put(slot, CONTENT);
      orchard.send(juliet, "m1", file(slot));
      orchard.send(nurse, "m2", file(slot));
      orchard.send(juliet, "m3", retraction("m1"));
      assertThat(orchard.history()).hasSize(3);
      try (Device balcony = new Device(server, juliet, "balcony")) {
        balcony.receives("m3");
        assertIsGone(balcony.messages());
        assertIsTombstone(balcony, "m1", "m3");
      }
      assertThat(uploader.get(slot).body()).isEqualTo(CONTENT);
      orchard.send(nurse, "m4", retraction("m2"));
      awaitGone(uploader, slot);
      try (Device house = new Device(server, nurse, "house")) {
        house.receives("m4");
        assertIsGone(house.messages());
        assertIsTombstone(house, "m2", "m4");
      }
    }
  }
}
