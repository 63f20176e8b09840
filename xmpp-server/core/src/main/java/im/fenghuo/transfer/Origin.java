package im.fenghuo.transfer;

import im.fenghuo.api.Delay;
import im.fenghuo.api.xml.Element;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/// What the account was where it comes from, if that was a server like this one: its archive keeps
/// its numbers then, and all that refers to them stays true.
///
/// @param delivered the last number that was delivered to a client
/// @param lastOnline when it was online last; null for never
record Origin(long delivered, @Nullable Instant lastOnline) {

  private static final String NAME = "account";

  static boolean is(Element tag) {
    return tag.is(Names.OWN, NAME);
  }

  Element toElement() {
    return Element.of(Names.OWN, NAME)
        .attribute("delivered", Long.toString(delivered))
        .attribute("last-online", lastOnline == null ? null : Delay.stamp(lastOnline))
        .build();
  }

  /// The inverse; null for what this version does not understand.
  static @Nullable Origin of(Element tag) {
    String delivered = tag.attribute("delivered");
    String lastOnline = tag.attribute("last-online");
    try {
      return delivered == null
          ? null
          : new Origin(
              Long.parseLong(delivered),
              lastOnline == null ? null : OffsetDateTime.parse(lastOnline).toInstant());
    } catch (NumberFormatException | DateTimeParseException e) {
      return null;
    }
  }
}
