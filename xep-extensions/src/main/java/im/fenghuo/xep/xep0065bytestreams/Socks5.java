package im.fenghuo.xep.xep0065bytestreams;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// As much of SOCKS 5 (RFC 1928) as bytestreams use: no authentication, `CONNECT` to a "host" that
/// is a hash. Everything blocks.
final class Socks5 {

  private static final int VERSION = 5;
  private static final int NO_AUTHENTICATION = 0;
  private static final int NO_METHOD = 0xff;
  private static final int CONNECT = 1;
  private static final int HOST_NAME = 3;
  private static final int SUCCEEDED = 0;
  private static final int NOT_ALLOWED = 2;
  private static final int COMMAND_NOT_SUPPORTED = 7;
  private static final int ADDRESS_NOT_SUPPORTED = 8;
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{40}");

  private final DataInputStream in;
  private final OutputStream out;

  Socks5(InputStream in, OutputStream out) {
    this.in = new DataInputStream(in);
    this.out = out;
  }

  /// Reads the greeting and the request; what comes after them is not touched.
  ///
  /// @return the hash that is asked for
  /// @throws IOException for anything else, once it was refused
  String accept() throws IOException {
    require(in.readUnsignedByte() == VERSION, "not SOCKS 5");
    byte[] methods = in.readNBytes(in.readUnsignedByte());
    boolean open = new String(methods, StandardCharsets.ISO_8859_1).indexOf(NO_AUTHENTICATION) >= 0;
    out.write(new byte[] {VERSION, (byte) (open ? NO_AUTHENTICATION : NO_METHOD)});
    require(open, "no method in common");
    require(in.readUnsignedByte() == VERSION, "not SOCKS 5");
    int command = in.readUnsignedByte();
    in.readByte();
    if (in.readUnsignedByte() != HOST_NAME) {
      throw refused(ADDRESS_NOT_SUPPORTED);
    }
    byte[] host = in.readNBytes(in.readUnsignedByte());
    int port = in.readUnsignedShort();
    String hash = new String(host, StandardCharsets.ISO_8859_1);
    if (command != CONNECT) {
      throw refused(COMMAND_NOT_SUPPORTED);
    }
    if (port != 0 || !HASH.matcher(hash).matches()) {
      throw refused(NOT_ALLOWED);
    }
    return hash;
  }

  private static void require(boolean holds, String text) throws IOException {
    if (!holds) {
      throw new IOException(text);
    }
  }

  /// Says yes. BND is what DST was (XEP-0065 §6.3.3).
  void succeed(String hash) throws IOException {
    byte[] reply = new byte[7 + hash.length()];
    reply[0] = VERSION;
    reply[1] = SUCCEEDED;
    reply[3] = HOST_NAME;
    reply[4] = (byte) hash.length();
    System.arraycopy(hash.getBytes(StandardCharsets.ISO_8859_1), 0, reply, 5, hash.length());
    out.write(reply);
  }

  /// Says no.
  IOException refused(int code) throws IOException {
    out.write(new byte[] {VERSION, (byte) code, 0, 1, 0, 0, 0, 0, 0, 0});
    return new IOException("refused with " + code);
  }

  /// Says no to one too many.
  IOException full() throws IOException {
    return refused(NOT_ALLOWED);
  }
}
