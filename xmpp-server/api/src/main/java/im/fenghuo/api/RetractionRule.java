package im.fenghuo.api;

import im.fenghuo.api.xml.Element;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Says which messages take an earlier one back. The archives then keep a tombstone in the place of
/// that one and of what belongs to it ([Registrar#amending]).
///
/// Only messages of the same conversation that the same side has sent are asked about. In rooms,
/// where a message of type `groupchat` takes back another by the id that the room's archive has
/// given it, only those of the same account, or all if the room itself takes them back.
public interface RetractionRule {

  /// The id of the message that this one retracts, or null when it retracts none. Inline.
  @Nullable String retracts(Message message);

  /// Whether a message is the one of that id.
  boolean isNamed(Message original, String id);

  /// Whether who retracts has sent that message, too. Both came to this account from one bare JID,
  /// which may still be several people's.
  boolean isSameAuthor(Message original, Message retraction);

  /// What is left in the place of a message that was retracted.
  ///
  /// @param at when the retraction was archived
  Element tombstone(Message retraction, Instant at);

  /// What of the message stays beside the tombstone, such as who has said it without saying who
  /// they are.
  default List<Element> kept(Message original) {
    return List.of();
  }
}
