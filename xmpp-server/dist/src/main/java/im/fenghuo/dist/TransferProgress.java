package im.fenghuo.dist;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// Says how far a long transfer has come: nothing while it is short, a line now and then after
/// that.
final class TransferProgress {

  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final double MEGABYTE = 1e6;

  private final PrintWriter to;
  private final long whole;
  private long done;
  private Instant next = Instant.now().plus(INTERVAL);

  /// @param whole how many bytes there are, 0 where that is not known
  TransferProgress(PrintWriter to, long whole) {
    this.to = to;
    this.whole = whole;
  }

  private void moved(long bytes) {
    done += Math.max(0, bytes);
    Instant now = Instant.now();
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(INTERVAL);
    to.println(
        whole == 0
            ? String.format(Locale.ROOT, "%.1f MB", done / MEGABYTE)
            : String.format(
                Locale.ROOT,
                "%.1f of %.1f MB, %d %%",
                done / MEGABYTE,
                whole / MEGABYTE,
                100 * done / whole));
    to.flush();
  }

  InputStream of(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int one = super.read();
        moved(one < 0 ? 0 : 1);
        return one;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        moved(count);
        return count;
      }
    };
  }

  OutputStream of(OutputStream out) {
    return new FilterOutputStream(out) {
      @Override
      public void write(int one) throws IOException {
        out.write(one);
        moved(1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        moved(length);
      }
    };
  }
}
