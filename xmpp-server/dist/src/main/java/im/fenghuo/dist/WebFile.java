package im.fenghuo.dist;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// A file of a web site, ready to be sent: compressed once, where that makes it smaller.
///
/// @param type the value of `Content-Type`
/// @param tag the value of `ETag`, made of the content
/// @param content as it is kept
/// @param compressed whether that is by gzip
record WebFile(String type, String tag, Buffer content, boolean compressed) {

  private static final int TAG_BYTES = 15;
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("mp3", "audio/mpeg"),
          Map.entry("ogg", "audio/ogg"),
          Map.entry("png", "image/png"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("ttf", "font/ttf"),
          Map.entry("wasm", "application/wasm"),
          Map.entry("woff2", "font/woff2"));

  /// Reads a file of the class path. Blocks.
  ///
  /// @return null where there is none
  static @Nullable WebFile read(ClassLoader loader, String resource) {
    try (InputStream in = loader.getResourceAsStream(resource)) {
      return in == null ? null : of(resource, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }

  /// @param name its ending tells the type; a name without one, such as LICENSE, is text
  static WebFile of(String name, byte[] bytes) {
    String ending = name.substring(name.lastIndexOf('/') + 1);
    int dot = ending.lastIndexOf('.');
    String type =
        dot < 0
            ? "text/plain; charset=utf-8"
            : TYPES.getOrDefault(ending.substring(dot + 1), "application/octet-stream");
    byte[] smaller = gzip(bytes);
    boolean compressed = smaller.length < bytes.length * 9L / 10;
    return new WebFile(type, tag(bytes), Buffer.buffer(compressed ? smaller : bytes), compressed);
  }

  /// The content as it was, for a client that cannot decompress it. Takes its time.
  Buffer plain() {
    if (!compressed) {
      return content;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(content.getBytes()))) {
      return Buffer.buffer(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static String tag(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return '"' + Base64.getUrlEncoder().encodeToString(hash).substring(0, TAG_BYTES) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
