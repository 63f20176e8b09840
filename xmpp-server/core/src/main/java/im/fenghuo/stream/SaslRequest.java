package im.fenghuo.stream;

import im.fenghuo.api.xml.Element;
import im.fenghuo.sasl.Octets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a client says while it authenticates, in either profile of SASL. The first does not have
/// tasks, nor anything inline.
sealed interface SaslRequest {

  /// Begins. `initial` is null where the client sent no initial response.
  record Begin(String mechanism, @Nullable Octets initial, Inline inline) implements SaslRequest {}

  record Response(Octets data) implements SaslRequest {}

  record Abort() implements SaslRequest {}

  /// Begins the task (XEP-0388 §2.6.3) of that name.
  record Next(String task) implements SaslRequest {}

  /// Goes on with a task. `content` is the first element in it.
  record TaskData(@Nullable Element content) implements SaslRequest {}

  /// What is to be done together with authentication.
  ///
  /// @param client the `id` of the `<user-agent/>`, if the client gave one
  /// @param resume asks to carry on with a session (XEP-0198)
  /// @param bind asks for a resource (XEP-0386)
  /// @param fast comes with a token (XEP-0484)
  /// @param requestToken the mechanism for which a token is asked for
  /// @param upgrades the names of upgrade tasks (XEP-0480)
  record Inline(
      @Nullable String client,
      @Nullable Element resume,
      @Nullable Bind bind,
      @Nullable Fast fast,
      @Nullable String requestToken,
      List<String> upgrades) {

    static final Inline NOTHING = new Inline(null, null, null, null, null, List.of());

    /// Whether nothing is to be done, whichever the client is.
    boolean isNothing() {
      return resume == null
          && bind == null
          && fast == null
          && requestToken == null
          && upgrades.isEmpty();
    }
  }

  /// A request for a resource: the client's tag, "" for none, and features to be enabled.
  record Bind(String tag, List<Element> features) {}

  /// `count` is 0 where the client does not count.
  record Fast(long count, boolean isInvalidating) {}
}
