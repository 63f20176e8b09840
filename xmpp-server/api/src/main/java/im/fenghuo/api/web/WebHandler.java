package im.fenghuo.api.web;

import java.io.IOException;

/// Answers the requests to one path of the web server, of every method.
@FunctionalInterface
public interface WebHandler {

  /// Blocks. Answers a request. When it answers without having read the whole body, the connection
  /// is closed after the answer; a client that waits for `100 Continue` then never sends it.
  ///
  /// @throws IOException when the connection is gone, which is the end of it, or something cannot
  ///   be read or written here: then the answer is 500, and the log says why
  WebAnswer handle(WebRequest request) throws IOException;
}
