package im.fenghuo.api.entity;

import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The lane of an entity: its steps, one after the other, and the ways out of it. To be used in its
/// steps only, but for [#post].
///
/// What a step sends leaves in order, and after all that earlier steps have sent.
public interface EntityLane {

  /// Goes on with the step that calls this, on a virtual thread, where it may block: before
  /// anything that waits. The entity's fields may be read and changed there as in a quick step.
  ///
  /// A [StanzaException] is answered to the sender of the stanza that the step began with; anything
  /// else that is thrown is a bug, and answered with `internal-server-error`.
  void thenBlocking(Work work);

  /// Goes on with the step that calls this, as a quick one: before anything that waits.
  void thenQuick(Work work);

  /// Adds a quick step at the end. From any thread.
  void post(Runnable work);

  /// Adds a quick step at the end, some time from now.
  void after(Duration delay, Runnable work);

  /// Sends a stanza to wherever its `to` leads. Errors that come back are received as any stanza.
  ///
  /// @param stanza has `from` and `to`
  void send(Stanza stanza);

  /// Makes those who get the same stanzas.
  Audience audience();

  /// Opens an archive for writing, which this lane alone does from now on. Blocks: to be called
  /// while the entity is made, or in a blocking step.
  ///
  /// @param archive its key, from the sequence `account_id_seq`, as those of accounts are
  /// @param retention how long its messages are kept, such as `90d` or `forever`; null as long as
  ///   the domain's are
  EntityArchive open(long archive, @Nullable String retention);

  /// A part of a step.
  @FunctionalInterface
  interface Work {
    /// Does it.
    ///
    /// @throws StanzaException what the sender of the stanza gets that the step began with
    void run() throws StanzaException;
  }
}
