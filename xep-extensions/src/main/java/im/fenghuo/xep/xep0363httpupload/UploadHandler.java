package im.fenghuo.xep.xep0363httpupload;

import im.fenghuo.api.web.WebAnswer;
import im.fenghuo.api.web.WebHandler;
import im.fenghuo.api.web.WebRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// §7: uploads, downloads and deletions by HTTP, at `ID/NAME`.
final class UploadHandler implements WebHandler {

  private static final Pattern PATH = Pattern.compile("([A-Za-z0-9_-]{32})/([^/]{1,1000})");
  private static final String METHODS = "OPTIONS, HEAD, GET, PUT, DELETE";

  /// §8: pages of any origin may use it, with what they know; there is nothing that a browser would
  /// add by itself.
  private static final Map<String, String> CORS =
      Map.of(
          "Access-Control-Allow-Origin", "*",
          "Access-Control-Expose-Headers",
              "Accept-Ranges, Content-Disposition, Content-Range, ETag, Last-Modified, Retry-After");

  private static final Map<String, String> PREFLIGHT =
      Map.of(
          "Allow",
          METHODS,
          "Access-Control-Allow-Methods",
          METHODS,
          "Access-Control-Allow-Headers",
          "Authorization, Content-Type, If-Match, If-None-Match, If-Range, Range",
          "Access-Control-Max-Age",
          "86400");

  /// §9.1: whatever it is, it does nothing in the name of this site.
  private static final Map<String, String> SAFE =
      Map.of(
          "Content-Security-Policy",
              "default-src 'none'; img-src 'self'; media-src 'self'; frame-ancestors 'none';"
                  + " sandbox",
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Cross-Origin-Resource-Policy", "cross-origin",
          "Referrer-Policy", "no-referrer");

  private final UploadStore store;
  private final FileStore files;
  private final Clock clock;
  private final Upload upload;

  /// Slots to which something is being uploaded by this node.
  private final Set<String> busy = ConcurrentHashMap.newKeySet();

  UploadHandler(UploadStore store, FileStore files, Duration slotTimeout, Clock clock) {
    this.store = store;
    this.files = files;
    this.clock = clock;
    this.upload = new Upload(store, files, slotTimeout, clock);
  }

  @Override
  public WebAnswer handle(WebRequest request) throws IOException {
    return answer(request).headers(SAFE).headers(CORS);
  }

  private WebAnswer answer(WebRequest request) throws IOException {
    if (request.method().equals("OPTIONS")) {
      return WebAnswer.of(204).headers(PREFLIGHT);
    }
    Optional<StoredFile> file = find(request.path());
    return switch (request.method()) {
      case "GET", "HEAD" ->
          file.filter(found -> found.uploaded() != null)
              .map(found -> new Download(found, files).answer(request, clock.instant()))
              .orElseGet(UploadHandler::nothing);
      case "PUT" -> file.isEmpty() ? nothing() : put(request, file.get());
      case "DELETE" -> file.isEmpty() ? nothing() : delete(request, file.get());
      default ->
          WebAnswer.text(405, "Files can be put, got and deleted.\n").header("Allow", METHODS);
    };
  }

  private static WebAnswer nothing() {
    return WebAnswer.text(404, "There is no such file, or not any more.\n");
  }

  private Optional<StoredFile> find(String path) {
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String name = decoded(matcher.group(2));
    return store.find(matcher.group(1), clock.instant()).filter(file -> file.name().equals(name));
  }

  /// Clients may encode more or less than we do.
  private static String decoded(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private WebAnswer put(WebRequest request, StoredFile slot) throws IOException {
    if (!Token.isShown(request.header("Authorization"), slot.tokenHash())) {
      return unauthorized();
    }
    if (!busy.add(slot.id())) {
      return WebAnswer.text(409, "This file is being uploaded already.\n");
    }
    try {
      return upload.receive(request, slot);
    } finally {
      busy.remove(slot.id());
    }
  }

  /// The owner of a file, who has kept what came with the slot, may delete it.
  private WebAnswer delete(WebRequest request, StoredFile file) {
    if (!Token.isShown(request.header("Authorization"), file.tokenHash())) {
      return unauthorized();
    }
    store.delete(file.id(), clock.instant());
    return WebAnswer.of(204);
  }

  private static WebAnswer unauthorized() {
    return WebAnswer.text(401, "The headers that came with the slot are missing.\n")
        .header("WWW-Authenticate", "Bearer");
  }
}
