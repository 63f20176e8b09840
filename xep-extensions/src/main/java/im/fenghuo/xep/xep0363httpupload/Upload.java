package im.fenghuo.xep.xep0363httpupload;

import im.fenghuo.api.web.WebAnswer;
import im.fenghuo.api.web.WebRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// §7: takes a file. It is answered for when it is durable and can be got, and until then nobody
/// sees any of it.
final class Upload {

  private static final Logger LOG = LoggerFactory.getLogger(Upload.class);
  private static final int BUFFER = 64 * 1024;

  private final UploadStore store;
  private final FileStore files;
  private final Duration slotTimeout;
  private final Clock clock;

  Upload(UploadStore store, FileStore files, Duration slotTimeout, Clock clock) {
    this.store = store;
    this.files = files;
    this.slotTimeout = slotTimeout;
    this.clock = clock;
  }

  /// Blocks until the file is durable. Only one at a time for each slot.
  ///
  /// @throws IOException when the client is gone
  WebAnswer receive(WebRequest request, StoredFile slot) throws IOException {
    WebAnswer refusal = refusal(request, slot);
    if (refusal != null) {
      return refusal;
    }
    try (FileStore.Incoming incoming = files.receive(slot.id())) {
      copy(request.body(), incoming.content(), slot);
      incoming.force();
      boolean published =
          store.publish(slot.id(), type(request), clock.instant(), incoming::publish);
      return published
          ? WebAnswer.of(201)
          : WebAnswer.text(409, "This slot has been used already, or has ended.\n");
    } catch (StorageException e) {
      LOG.error("An upload cannot be stored", e);
      return WebAnswer.text(507, "The file cannot be stored.\n");
    }
  }

  private @Nullable WebAnswer refusal(WebRequest request, StoredFile slot) {
    if (slot.uploaded() != null) {
      return WebAnswer.text(409, "This slot has been used already.\n");
    }
    if (!clock.instant().isBefore(slot.until())) {
      return WebAnswer.text(403, "This slot has ended: ask for another one.\n");
    }
    if (request.header("Content-Encoding") != null || request.header("Content-Range") != null) {
      return WebAnswer.text(400, "Files are uploaded whole and as they are.\n");
    }
    String length = request.header("Content-Length");
    if (length == null) {
      return WebAnswer.text(411, "The Content-Length is missing.\n");
    }
    long announced = length.matches("[0-9]{1,18}") ? Long.parseLong(length) : -1;
    if (announced != slot.size()) {
      return WebAnswer.text(
          announced > slot.size() ? 413 : 400,
          "The file must have %d bytes, as the slot.\n".formatted(slot.size()));
    }
    String type = type(request);
    if (!MediaType.isValid(type)) {
      return WebAnswer.text(400, "This is no Content-Type.\n");
    }
    if (slot.type() != null && !MediaType.isSame(slot.type(), type)) {
      return WebAnswer.text(415, "The Content-Type must be that of the slot.\n");
    }
    return null;
  }

  private static String type(WebRequest request) {
    String type = request.header("Content-Type");
    return type == null ? MediaType.UNKNOWN : type;
  }

  /// However long it takes, the slot does not end meanwhile.
  private void copy(InputStream in, OutputStream out, StoredFile slot)
      throws IOException, StorageException {
    byte[] buffer = new byte[BUFFER];
    Instant extended = clock.instant();
    long left = slot.size();
    while (left > 0) {
      int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (count < 0) {
        throw new IOException("the body is shorter than it said");
      }
      write(out, buffer, count);
      left -= count;
      Instant now = clock.instant();
      if (now.isAfter(extended.plus(slotTimeout.dividedBy(4)))) {
        store.extend(slot.id(), now.plus(slotTimeout));
        extended = now;
      }
    }
  }

  private static void write(OutputStream out, byte[] buffer, int count) throws StorageException {
    try {
      out.write(buffer, 0, count);
    } catch (IOException e) {
      throw new StorageException(e);
    }
  }

  /// The disk's fault, not the client's.
  private static final class StorageException extends Exception {

    private static final long serialVersionUID = 1L;

    StorageException(IOException cause) {
      super(cause);
    }
  }
}
