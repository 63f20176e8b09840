package im.fenghuo.stream;

import im.fenghuo.account.StreamError;
import im.fenghuo.api.xml.Element;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/// What carries a client's stream: a TCP connection, a WebSocket, or a series of HTTP requests
/// (BOSH). Belongs to the stream's loop; nothing here blocks.
public interface Transport {

  /// Where the client comes from, as [ClientAddress] has it.
  String address();

  /// Answers the client's header, or says first where it could not be read.
  ///
  /// @param from the domain
  /// @param to what the client's header says of itself, or null
  /// @param id the stream's id
  void open(String from, @Nullable String to, String id);

  /// Sends a first-level element. What is sent in one turn of the loop leaves together.
  void send(Element element);

  /// Does the work once all that was sent has left for the client, or cannot.
  void whenWritten(Runnable work);

  /// Sends a stream error if there is one, ends the stream, and closes what is below.
  void close(@Nullable StreamError error);

  /// Takes nothing more from the client for now: at once for whole elements, and soon for bytes.
  void pause();

  /// Goes on after [#pause].
  void resume();

  /// After the client has authenticated: it may send more, and larger stanzas. Where `restart` is
  /// said, it opens a new stream (RFC 6120 §6.4.6).
  void authenticated(boolean restart);

  /// Whether the connection is protected by TLS.
  boolean isSecure();

  /// Whether [#startTls] can be called.
  boolean offersStartTls();

  /// Says `<proceed/>` and negotiates TLS; a new stream header is expected after it.
  void startTls();

  /// The TLS session for channel bindings; null where there is none or TLS ends elsewhere.
  @Nullable SSLSession tlsSession();

  /// Asks whatever is at the client's end for a sign of life, which is told to
  /// [ClientStream#heard]; false where only the client itself can be asked.
  boolean ping();

  /// Ends the stream if its client has begun a stanza too long ago. Called about once a second.
  ///
  /// @param now as `System.nanoTime()`
  void checkTime(long now);
}
