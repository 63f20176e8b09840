package im.fenghuo.archive;

import im.fenghuo.api.Jid;
import im.fenghuo.registry.Retractions.Retraction;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is put into an archive.
///
/// @param at when it is archived
/// @param peer the other side of the conversation, as addressed
/// @param outgoing whether the archive's owner sent it
/// @param stanza the message as XML, with its namespace
/// @param readable whether it is something to read, and so counts as unread and is shown as the
///   last message of its conversation
/// @param references what it refers to that lives as long as a message does, such as uploaded files
/// @param retraction what it takes back, if it does
@SuppressWarnings("ArrayRecordComponent") // compared by identity, never changed
public record Content(
    Instant at,
    Jid peer,
    boolean outgoing,
    byte[] stanza,
    boolean readable,
    List<String> references,
    @Nullable Retraction retraction) {

  public Content {
    references = List.copyOf(references);
  }

  /// A message that takes nothing back.
  public Content(
      Instant at,
      Jid peer,
      boolean outgoing,
      byte[] stanza,
      boolean readable,
      List<String> references) {
    this(at, peer, outgoing, stanza, readable, references, null);
  }
}
