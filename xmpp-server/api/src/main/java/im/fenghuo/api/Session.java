package im.fenghuo.api;

import im.fenghuo.api.xml.Element;
import org.jspecify.annotations.Nullable;

/// A connected resource of an account (RFC 6120 §7). Belongs to its account's event loop: read and
/// change it there; [#send] may be called from anywhere.
public interface Session {

  /// Its full JID.
  Jid jid();

  /// Its account.
  Account account();

  /// Its last available presence, as broadcast; null while it is unavailable.
  @Nullable Presence presence();

  /// Whether it has sent initial presence and is not unavailable again.
  default boolean isAvailable() {
    return presence() != null;
  }

  /// Whether it has asked for the roster and so gets roster pushes (RFC 6121 §2.2).
  boolean isInterested();

  /// Sends a complete stanza to its client, in order after all that was sent before.
  void send(Element stanza);

  /// Sends a complete stanza to its client, in order after all that was sent before.
  default void send(Stanza stanza) {
    send(stanza.element());
  }

  /// Sends a stanza that tells of a message in the account's archive, as a copy of it does: behind
  /// those of its messages that come before, should they still be on their way. On the account's
  /// loop only.
  ///
  /// @param archiveId the message's; null where it is in no archive
  default void sendInStep(Element stanza, @Nullable String archiveId) {
    send(stanza);
  }

  /// Begins or ends to hold back what [Registrar#holding] lets wait. What is held is sent, in
  /// order, before the first stanza that may not wait, when there is much of it, and at the end;
  /// with the session it is lost. On the account's loop only.
  void holdBack(boolean now);

  /// What an extension has kept here under the key, or the key's default.
  <T> T get(Key<T> key);

  /// Keeps something here until the session ends; on the account's loop only.
  <T> void set(Key<T> key, T value);

  /// Names something that an extension keeps in a session; compared by identity.
  final class Key<T> {
    private final String name;
    private final T initially;

    /// @param name for logs
    /// @param initially what [Session#get] answers before anything was set
    public Key(String name, T initially) {
      this.name = name;
      this.initially = initially;
    }

    /// What holds before anything was set.
    public T initially() {
      return initially;
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
