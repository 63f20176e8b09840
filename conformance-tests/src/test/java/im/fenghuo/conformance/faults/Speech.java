package im.fenghuo.conformance.faults;

import im.fenghuo.conformance.faults.Outbox.Sent;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/// What a device says, and to whom.
final class Speech {

  private final String device;
  private final Supplier<List<String>> others;
  private final Random chance;
  private int messages;

  Speech(String device, Supplier<List<String>> others, Random chance) {
    this.device = device;
    this.others = others;
    this.chance = chance;
  }

  Sent next() {
    messages++;
    String origin = device + "#" + messages;
    List<String> all = others.get();
    String to = all.get(chance.nextInt(all.size()));
    String body = "x".repeat(chance.nextInt(20) == 0 ? 8000 : chance.nextInt(200));
    return new Sent(
        ("<message type='chat' to='%s' id='%s'><origin-id xmlns='urn:xmpp:sid:0' id='%s'/>"
                + "<body>%s</body></message>")
            .formatted(to, origin, origin, body),
        Optional.of(origin));
  }
}
