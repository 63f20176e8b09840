package im.fenghuo.conformance.bytes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.Set;

/// Something that a client must not send, when it sends it, and what the server must do.
///
/// @param specification the paragraph that says so
/// @param after how far the stream has come
/// @param octets what is sent, a character for each byte
record Malformed(
    String title, String specification, Point after, String octets, Consequence consequence) {

  /// How far a stream has come.
  enum Point {
    CONNECTION,
    HEADER,
    AUTHENTICATION,
    BINDING
  }

  /// What the server must do.
  sealed interface Consequence {
    /// End the stream with one of these conditions.
    record StreamError(Set<String> conditions) implements Consequence {}

    /// Answer by a stanza error with this condition, and go on.
    record StanzaError(String condition) implements Consequence {}

    /// Refuse to authenticate with this condition, and go on.
    record SaslFailure(String condition) implements Consequence {}

    /// Go on as if nothing had happened.
    record Nothing() implements Consequence {}

    /// End the stream without an error.
    record End() implements Consequence {}
  }

  static Malformed error(Point after, String title, String section, String text, String... any) {
    return error(after, title, section, text.getBytes(UTF_8), any);
  }

  static Malformed error(Point after, String title, String section, byte[] bytes, String... any) {
    return new Malformed(
        title, section, after, octets(bytes), new Consequence.StreamError(Set.of(any)));
  }

  static Malformed stanzaError(String title, String section, String text, String condition) {
    Consequence consequence = new Consequence.StanzaError(condition);
    return new Malformed(title, section, Point.BINDING, octets(text), consequence);
  }

  static Malformed saslFailure(String title, String section, String text, String condition) {
    Consequence consequence = new Consequence.SaslFailure(condition);
    return new Malformed(title, section, Point.HEADER, octets(text), consequence);
  }

  static Malformed harmless(String title, String section, String text) {
    return new Malformed(title, section, Point.BINDING, octets(text), new Consequence.Nothing());
  }

  /// What is sent.
  byte[] bytes() {
    return octets.getBytes(ISO_8859_1);
  }

  static String octets(String text) {
    return octets(text.getBytes(UTF_8));
  }

  private static String octets(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }

  @Override
  public String toString() {
    return "after " + after.name().toLowerCase(Locale.ROOT) + ": " + title;
  }
}
