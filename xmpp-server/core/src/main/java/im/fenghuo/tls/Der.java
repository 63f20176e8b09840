package im.fenghuo.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/// Writes ASN.1 values in the Distinguished Encoding Rules (X.690), as far as a certificate needs.
final class Der {

  private static final DateTimeFormatter GENERALIZED_TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter UTC_TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  /// RFC 5280 §4.1.2.5: UTCTime through 2049, GeneralizedTime from then on.
  private static final Instant GENERALIZED_FROM = Instant.parse("2050-01-01T00:00:00Z");

  private Der() {}

  static byte[] value(int tag, byte[]... contents) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] each : contents) {
      content.writeBytes(each);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    writeLength(out, content.size());
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }

  private static void writeLength(ByteArrayOutputStream out, int length) {
    if (length < 0x80) {
      out.write(length);
      return;
    }
    byte[] bytes = unsigned(BigInteger.valueOf(length));
    out.write(0x80 | bytes.length);
    out.writeBytes(bytes);
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return bytes[0] == 0 && bytes.length > 1 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  static byte[] sequence(byte[]... contents) {
    return value(0x30, contents);
  }

  static byte[] set(byte[]... contents) {
    return value(0x31, contents);
  }

  /// A constructed, context-specific tag: `[number] EXPLICIT`.
  static byte[] explicit(int number, byte[] content) {
    return value(0xa0 | number, content);
  }

  /// A primitive, context-specific tag: `[number] IMPLICIT`.
  static byte[] implicit(int number, byte[] content) {
    return value(0x80 | number, content);
  }

  static byte[] integer(BigInteger number) {
    return value(0x02, number.toByteArray());
  }

  static byte[] bool(boolean value) {
    return value(0x01, new byte[] {(byte) (value ? 0xff : 0)});
  }

  /// `unused` bits at the end do not count.
  static byte[] bitString(int unused, byte[] bits) {
    return value(0x03, new byte[] {(byte) unused}, bits);
  }

  static byte[] octetString(byte[] octets) {
    return value(0x04, octets);
  }

  static byte[] utf8String(String text) {
    return value(0x0c, text.getBytes(UTF_8));
  }

  static byte[] time(Instant time) {
    return time.isBefore(GENERALIZED_FROM)
        ? value(0x17, UTC_TIME.format(time).getBytes(US_ASCII))
        : value(0x18, GENERALIZED_TIME.format(time).getBytes(US_ASCII));
  }

  /// An object identifier in dotted form.
  static byte[] oid(String dotted) {
    String[] arcs = dotted.split("\\.", -1);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.write(Integer.parseInt(arcs[0]) * 40 + Integer.parseInt(arcs[1]));
    for (int i = 2; i < arcs.length; i++) {
      writeArc(content, Long.parseLong(arcs[i]));
    }
    return value(0x06, content.toByteArray());
  }

  private static void writeArc(ByteArrayOutputStream out, long arc) {
    for (int shift = 63 - Long.numberOfLeadingZeros(arc | 1); shift >= 0; shift--) {
      if (shift % 7 == 0) {
        out.write((int) (arc >>> shift & 0x7f) | (shift == 0 ? 0 : 0x80));
      }
    }
  }

  /// The first value inside the value that `encoded` is.
  static byte[] firstInside(byte[] encoded) {
    int start = contentStart(encoded, 0);
    int contentStart = contentStart(encoded, start);
    return Arrays.copyOfRange(encoded, start, contentStart + length(encoded, start));
  }

  private static int contentStart(byte[] encoded, int at) {
    int first = encoded[at + 1] & 0xff;
    return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
  }

  private static int length(byte[] encoded, int at) {
    int length = encoded[at + 1] & 0xff;
    if (length < 0x80) {
      return length;
    }
    int end = contentStart(encoded, at);
    length = 0;
    for (int i = at + 2; i < end; i++) {
      length = (length << 8) | (encoded[i] & 0xff);
    }
    return length;
  }
}
