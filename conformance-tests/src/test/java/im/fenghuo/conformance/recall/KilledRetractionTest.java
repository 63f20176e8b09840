package im.fenghuo.conformance.recall;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.conformance.server.FenghuoServer;
import im.fenghuo.conformance.xml.XmlElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A retraction that was acknowledged has happened, or will.
@Timeout(180)
class KilledRetractionTest {

  /// More than are looked at before a retraction is acknowledged.
  private static final int MANY = 1500;

  private static boolean isTombstone(XmlElement message) {
    return message.child("urn:xmpp:message-retract:1", "retracted").isPresent();
  }

  private static void text(Device device, String id) throws Exception {
    device.send("juliet", id, "<body>the secret of the beacon</body>");
  }

  private static void retract(Device device, String id, String retracted) throws Exception {
    device.send(
        "juliet", id, "<retract xmlns='urn:xmpp:message-retract:1' id='%s'/>".formatted(retracted));
  }

  @Test
  void after_the_server_is_killed_what_was_retracted_is_a_tombstone() throws Exception {
    try (FenghuoServer server = FenghuoServer.start(1)) {
      server.createAccount("romeo", "romeo");
      server.createAccount("juliet", "juliet");
      Device orchard = new Device(server, "romeo", "orchard");
      orchard.enableAcknowledgements();
      text(orchard, "old");
      for (int i = 1; i < MANY; i++) {
        text(orchard, "m" + i);
      }
      orchard.awaitAcknowledged(MANY);
      retract(orchard, "r1", "old");
      retract(orchard, "r2", "m" + (MANY - 1));
      orchard.awaitAcknowledged(MANY + 2);
      server.kill();
      server.startAgain();
      try (Device phone = new Device(server, "romeo", "phone");
          Device balcony = new Device(server, "juliet", "balcony")) {
        for (Device device : new Device[] {phone, balcony}) {
          while (!isTombstone(device.history(1).getFirst())) {
            Thread.sleep(20); // it is looked for after the start
          }
          assertThat(device.lastMessages(3))
              .extracting(KilledRetractionTest::isTombstone)
              .containsExactly(true, false, false);
        }
      }
    }
  }
}
