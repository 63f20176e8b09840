package im.fenghuo.api;

import im.fenghuo.api.xml.Element;
import org.jspecify.annotations.Nullable;

/// Says which stanzas may wait while a session holds back ([Session#holdBack]).
@FunctionalInterface
public interface HoldRule {

  /// Whether a stanza may wait, and in the place of what. Asked inline on the account's loop, not
  /// for messages of the archive: these never wait.
  ///
  /// @param stanza to the session's client
  /// @return names what it is the news of: it takes the place of a stanza of an equal key that is
  ///   still held; null if it may not wait
  @Nullable Object key(Element stanza);
}
