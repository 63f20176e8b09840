package im.fenghuo.stream;

/// The answer that one HTTP request waits for. From any thread.
public interface BoshReply {

  /// Answers. Once.
  void send(int status, String contentType, byte[] content);

  /// Answers nothing and closes the connection.
  void drop();

  /// Whether the connection is gone that would carry the answer.
  boolean isGone();
}
