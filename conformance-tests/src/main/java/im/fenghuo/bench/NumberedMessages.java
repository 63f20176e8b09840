package im.fenghuo.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;

/// Writes the messages of one sender to one address. The body of each is `c<run> <sender> <number>
/// <when due> xxx…`.
final class NumberedMessages {

  private static final byte[] BETWEEN = "'><body>c".getBytes(US_ASCII);
  private static final byte[] AFTER = "</body></message>".getBytes(US_ASCII);

  private final byte[] before;
  private final byte[] padding;
  private final long run;
  private final long sender;

  /// @param run tells this run's messages from those of others
  NumberedMessages(String to, String type, long run, long sender, int padding) {
    this.before = ("<message to='" + to + "' type='" + type + "' id='c").getBytes(UTF_8);
    this.padding = "x".repeat(padding).getBytes(US_ASCII);
    this.run = run;
    this.sender = sender;
  }

  /// The bytes of one message, to be released by whoever gets them.
  ByteBuf write(long number, long due) {
    ByteBuf bytes =
        PooledByteBufAllocator.DEFAULT.directBuffer(before.length + padding.length + 128);
    bytes.writeBytes(before);
    decimal(bytes, number);
    bytes.writeBytes(BETWEEN);
    decimal(bytes, run);
    bytes.writeByte(' ');
    decimal(bytes, sender);
    bytes.writeByte(' ');
    decimal(bytes, number);
    bytes.writeByte(' ');
    decimal(bytes, due);
    bytes.writeByte(' ');
    bytes.writeBytes(padding);
    bytes.writeBytes(AFTER);
    return bytes;
  }

  private static void decimal(ByteBuf bytes, long value) {
    if (value >= 10) {
      decimal(bytes, value / 10);
    }
    bytes.writeByte((int) ('0' + value % 10));
  }
}
