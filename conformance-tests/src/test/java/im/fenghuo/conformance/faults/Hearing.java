package im.fenghuo.conformance.faults;

import im.fenghuo.conformance.xml.XmlElement;
import im.fenghuo.conformance.xml.XmlReader;
import java.util.Optional;
import java.util.function.Consumer;

/// What a device makes of what it is told.
final class Hearing {

  private static final String FORWARD = "urn:xmpp:forward:0";

  private final Device device;
  private final Sight sight;
  private final Catching catching;
  private final Diary diary;
  private final Consumer<String> deviates;

  Hearing(Device device, Sight sight, Catching catching, Diary diary, Consumer<String> deviates) {
    this.device = device;
    this.sight = sight;
    this.catching = catching;
    this.diary = diary;
    this.deviates = deviates;
  }

  void message(XmlElement message) {
    if (message.attribute("type").equals(Optional.of("error"))) {
      deviates.accept("got " + message);
      return;
    }
    if (catching.takes(message)) {
      return;
    }
    Optional<XmlElement> copy =
        message.children().stream()
            .filter(child -> child.namespace().equals(Device.CARBONS))
            .flatMap(carbon -> carbon.child(FORWARD, "forwarded").stream())
            .flatMap(forwarded -> forwarded.child("jabber:client", "message").stream())
            .findFirst();
    Optional<Seen> seen = Seen.delivered(copy.orElse(message), device.account());
    if (seen.isEmpty()) {
      deviates.accept("got without an id: " + message);
    }
    diary.add((copy.isPresent() ? "copy " : "gets ") + seen + " of " + message.attribute("to"));
    // What it has said itself in a session before this one is copied to it.
    seen.filter(each -> !each.isFrom(device.name())).ifPresent(sight::delivered);
  }

  /// The server ends the stream: it may when nobody answers, or another stream has taken over.
  void streamError(XmlElement element) {
    diary.add("sent away: " + element);
    boolean isWarranted =
        element.children().stream()
            .anyMatch(child -> child.isNamed("connection-timeout") || child.isNamed("conflict"));
    if (!isWarranted || !element.namespace().equals(XmlReader.STREAMS)) {
      deviates.accept("was sent away: " + element);
    }
  }
}
