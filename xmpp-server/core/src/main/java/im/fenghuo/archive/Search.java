package im.fenghuo.archive;

import im.fenghuo.api.Message;
import im.fenghuo.api.xml.Element;
import im.fenghuo.registry.Retractions;
import im.fenghuo.registry.Retractions.Retraction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The search of an archive for what a retraction takes back: backwards through the conversation,
/// until the message of that id is found.
final class Search {

  private final long archive;
  private final Content content;
  private final Retraction retraction;
  private final Retractions rules;
  private final Set<String> ids = new LinkedHashSet<>();
  private long below;
  private boolean found;

  /// @param content of the retraction's row
  /// @param below only what came before that number
  Search(long archive, Content content, Retraction retraction, Retractions rules, long below) {
    this.archive = archive;
    this.content = content;
    this.retraction = retraction;
    this.rules = rules;
    this.below = below;
    ids.add(retraction.id());
  }

  long archive() {
    return archive;
  }

  String peer() {
    return content.peer().bare().toString();
  }

  /// Whether the archive's owner has sent what is looked for.
  boolean outgoing() {
    return content.outgoing();
  }

  Instant at() {
    return content.at();
  }

  /// The messages that are looked for.
  List<String> ids() {
    return List.copyOf(ids);
  }

  void alsoFor(List<String> more) {
    ids.addAll(more);
  }

  /// All that comes from here on was looked at.
  long below() {
    return below;
  }

  void goOnBelow(long number) {
    below = number;
  }

  /// There is nothing more to look for.
  boolean isOver() {
    return found || below <= 1;
  }

  /// Looks at a message of the conversation that the same side has sent.
  ///
  /// @return whether it is to become a tombstone, if it is none yet
  boolean isMeant(Message message) {
    if (rules.of(message) != null || !isSameAuthor(message)) {
      return false;
    }
    String amended = rules.amended(message);
    boolean isNamed = ids.stream().anyMatch(id -> retraction.rule().isNamed(message, id));
    if (!isNamed) {
      return amended != null && ids.contains(amended);
    }
    if (amended == null) {
      found = true;
    } else {
      // Whoever takes the correction back, takes back what it has corrected.
      ids.add(amended);
    }
    return true;
  }

  private boolean isSameAuthor(Message message) {
    return content.outgoing() || retraction.rule().isSameAuthor(message, retraction.message());
  }

  /// What takes the place of a message.
  byte[] tombstone(Message message) {
    Element.Builder stanza = Element.of(Message.NAMESPACE, "message");
    for (String attribute : List.of("type", "id", "from", "to")) {
      stanza.attribute(attribute, message.element().attribute(attribute));
    }
    return stanza
        .child(retraction.rule().tombstone(retraction.message(), content.at()))
        .children(retraction.rule().kept(message))
        .build()
        .toBytes("");
  }

  /// Bytes of which each message that is looked for has some: as much of each id as is written the
  /// same way in all XML.
  byte[][] traces() {
    return ids.stream()
        .map(id -> trace(id).getBytes(StandardCharsets.US_ASCII))
        .toArray(byte[][]::new);
  }

  private static String trace(String id) {
    String longest = "";
    int start = 0;
    for (int i = 0; i <= id.length(); i++) {
      if (i == id.length() || !isPlain(id.charAt(i))) {
        if (i - start > longest.length()) {
          longest = id.substring(start, i);
        }
        start = i + 1;
      }
    }
    return longest;
  }

  private static boolean isPlain(char character) {
    return character > ' ' && character < 0x7f && "&<>'\"".indexOf(character) < 0;
  }
}
