package im.fenghuo.api.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An answer. Immutable: each method that adds to it makes another.
///
/// @param status as in 200
/// @param headers in the order in which they are sent, without `Content-Length`, which the content
///   knows
/// @param content what follows the headers; null for nothing
public record WebAnswer(int status, Map<String, String> headers, @Nullable Content content) {

  public WebAnswer {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /// An answer without headers or content.
  public static WebAnswer of(int status) {
    return new WebAnswer(status, Map.of(), null);
  }

  /// A short answer in plain words, which no browser takes for something else.
  public static WebAnswer text(int status, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return of(status)
        .header("Content-Type", "text/plain; charset=utf-8")
        .header("X-Content-Type-Options", "nosniff")
        .content(bytes.length, out -> out.write(bytes));
  }

  /// With a header field more, or with another value of it.
  public WebAnswer header(String name, String value) {
    return headers(Map.of(name, value));
  }

  /// With several header fields more.
  public WebAnswer headers(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(more);
    return new WebAnswer(status, all, content);
  }

  /// With content.
  ///
  /// @param length how many bytes `writer` will write
  /// @param writer writes them; is not asked when the request was `HEAD`
  public WebAnswer content(long length, Writer writer) {
    return new WebAnswer(status, headers, new Content(length, writer));
  }

  /// The content of an answer.
  public record Content(long length, Writer writer) {}

  /// Writes the content of an answer.
  @FunctionalInterface
  public interface Writer {
    /// Blocks while the client does not take what was written. What it does not write before it
    /// returns or throws is missing: the connection is closed, so that the client knows.
    void writeTo(OutputStream out) throws IOException;
  }
}
