package im.fenghuo.registry;

import im.fenghuo.api.Message;
import im.fenghuo.api.RetractionRule;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What messages take back, and what belongs to what is taken back, as extensions have registered
/// it.
public final class Retractions {

  private final List<RetractionRule> rules;
  private final List<Function<Message, @Nullable String>> amending;

  /// @param rules who retracts; the first that knows a message counts
  /// @param amending which message another one belongs to
  public Retractions(
      List<RetractionRule> rules, List<Function<Message, @Nullable String>> amending) {
    this.rules = rules;
    this.amending = amending;
  }

  /// A message that takes another one back.
  ///
  /// @param id the other's
  /// @param rule what knows it
  public record Retraction(Message message, String id, RetractionRule rule) {

    /// Whether the other's id is the one that an archive has given it, not its author.
    public boolean isInRoom() {
      return message.type() == Message.Type.GROUPCHAT;
    }
  }

  /// What a message takes back, or null.
  public @Nullable Retraction of(Message message) {
    for (RetractionRule rule : rules) {
      String id = rule.retracts(message);
      if (id != null) {
        return new Retraction(message, id, rule);
      }
    }
    return null;
  }

  /// The id of the message that this one belongs to, or null.
  public @Nullable String amended(Message message) {
    for (Function<Message, @Nullable String> rule : amending) {
      String id = rule.apply(message);
      if (id != null) {
        return id;
      }
    }
    return null;
  }
}
