package im.fenghuo.cluster;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/// One thing that a node says to another. Stanzas travel as XML with its namespace.
///
/// Numbers of calls, receipts and streams belong to the node that asks; numbers of sessions to the
/// owner of the account.
sealed interface Frame {

  /// Bring a stanza to its account; answered by [Durable].
  record Deliver(long receipt, Buffer stanza) implements Frame {}

  /// What the stanza has written is durable, or it has written nothing.
  record Durable(long receipt) implements Frame {}

  /// Bind a resource; answered by [Attached] or [Refused].
  record Attach(
      long call,
      String account,
      String resource,
      long stream,
      boolean inline,
      List<Buffer> features)
      implements Frame {}

  /// A resource is bound.
  record Attached(long call, long session, String jid, List<Buffer> bound) implements Frame {}

  /// Asks for the keys of a password; answered by [Keys] or [Refused].
  record AskKeys(long call, String account) implements Frame {}

  /// The salted keys of a password.
  record Keys(long call, String keys) implements Frame {}

  /// A call was refused.
  record Refused(long call, String condition, String text) implements Frame {}

  /// What a stream says to its session.
  sealed interface ForSession extends Frame {
    /// The number of the session.
    long session();
  }

  /// What a session says to its stream.
  sealed interface ForStream extends Frame {
    /// The number of the stream.
    long stream();
  }

  /// A stanza of a session's client.
  record FromClient(long session, Buffer stanza) implements ForSession {}

  /// Asks to be told once that many stanzas of a session are durable.
  record AwaitSettled(long session, long count) implements ForSession {}

  /// That many stanzas of a stream are durable.
  record Settled(long stream, long count) implements ForStream {}

  /// A session's stream is gone.
  record Detach(long session) implements ForSession {}

  /// A stanza for a stream's client.
  record ToClient(long stream, Buffer stanza) implements ForStream {}

  /// A message of its archive for a stream's client; answered by [Confirmed], perhaps.
  record DeliverToClient(long stream, long delivery, Buffer message) implements ForStream {}

  /// Asks to be told once a stream's client has taken what it was sent; answered by [Taken].
  record AwaitTaken(long stream) implements ForStream {}

  /// A session's client has taken what it was sent.
  record Taken(long session) implements ForSession {}

  /// A session's client has confirmed what it was delivered.
  record Confirmed(long session, long delivery) implements ForSession {}

  /// Another stream carries on with a session.
  record Resumed(long session) implements ForSession {}

  /// End a stream with an error.
  record CloseStream(long stream, String condition, String text) implements ForStream {}

  /// The record of an account has changed in storage; answered by [Done].
  record RecordChanged(long call, String account) implements Frame {}

  /// Bring into storage what is known of an account; answered by [Done] or [Refused].
  record Save(long call, String account) implements Frame {}

  /// Remove an account; answered by [Done] or [Refused].
  record Remove(long call, String account) implements Frame {}

  /// What was to be done is done.
  record Done(long call) implements Frame {}

  /// Something that is asked of the accounts that are online; answered by [Listed] or [Refused].
  sealed interface Question extends Frame {
    /// The number of the call.
    long call();
  }

  /// Asks who is online.
  record AskOnline(long call, String domain, String activity, String after, long limit)
      implements Question {}

  /// Asks where an account is.
  record AskWhereabouts(long call, String account) implements Question {}

  /// End the sessions of an account, or one of them.
  record EndSessions(long call, String jid) implements Question {}

  /// How many there are, or a time in milliseconds since 1970, and some of them.
  record Listed(long call, long number, List<Buffer> jids) implements Frame {}

  /// What is said of those who get the same stanzas. Numbers of audiences, and of their recipients,
  /// belong to the node where the entity lives that has them.
  sealed interface ForAudience extends Frame {}

  /// A session gets what an audience is sent from now on.
  record AddRecipient(long audience, long recipient, String jid) implements ForAudience {}

  /// A session gets nothing more.
  record RemoveRecipient(long audience, long recipient) implements ForAudience {}

  /// Give each recipient of an audience a copy; answered by [Given].
  record ToAudience(long audience, long receipt, Buffer stanza) implements ForAudience {}

  /// They have got it.
  record Given(long receipt) implements ForAudience {}

  /// A recipient is not there.
  record LostRecipient(long audience, long recipient) implements ForAudience {}

  /// An audience is no more.
  record CloseAudience(long audience) implements ForAudience {}
}
