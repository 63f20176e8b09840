package im.fenghuo.http;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Bytes that come in pieces.
public abstract class PieceInput extends InputStream {

  private Buffer current = Buffer.buffer(0);
  private int position;

  /// Blocks until there is more.
  ///
  /// @return null at the end, each time
  protected abstract @Nullable Buffer next() throws IOException;

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /// Blocks.
  @Override
  public final int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    while (position == current.length()) {
      Buffer piece = next();
      if (piece == null) {
        return -1;
      }
      current = piece;
      position = 0;
    }
    int count = Math.min(length, current.length() - position);
    current.getBytes(position, position + count, bytes, offset);
    position += count;
    return count;
  }
}
