package im.fenghuo.api.web;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// A request as an extension sees it.
public interface WebRequest {

  /// The method, as in `GET`.
  String method();

  /// What follows the registered path, as it was sent: percent-encoded, without the query.
  String path();

  /// A header field, whatever the case of its name; several of one name with commas between them
  /// (RFC 9110 §5.3); null where there is none.
  @Nullable String header(String name);

  /// The body. Reading blocks until the client has sent something, and throws when the connection
  /// is lost before the body's end, so that what was cut off is never taken for whole.
  InputStream body();
}
