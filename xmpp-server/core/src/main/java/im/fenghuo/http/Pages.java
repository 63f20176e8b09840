package im.fenghuo.http;

import io.vertx.core.http.HttpServerResponse;

/// Short answers in plain words.
final class Pages {

  private Pages() {}

  /// Ends the response with plain text that no browser takes for something else.
  static void text(HttpServerResponse response, String text) {
    response
        .putHeader("Content-Type", "text/plain; charset=utf-8")
        .putHeader("X-Content-Type-Options", "nosniff")
        .end(text);
  }
}
