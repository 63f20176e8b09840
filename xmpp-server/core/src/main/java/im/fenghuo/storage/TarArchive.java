package im.fenghuo.storage;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Unpacks a tar archive: directories, files and symbolic links, with names as POSIX and GNU write
/// them. Files keep the owner's execute bit, and nothing is ever written outside the target.
final class TarArchive {

  private static final int BLOCK = 512;

  private final InputStream in;
  private final Path target;

  private TarArchive(InputStream in, Path target) {
    this.in = in;
    this.target = target.toAbsolutePath().normalize();
  }

  /// Blocks. Unpacks everything into `target`, which is created.
  static void unpack(InputStream in, Path target) throws IOException {
    new TarArchive(in, target).unpack();
  }

  private void unpack() throws IOException {
    Files.createDirectories(target);
    String longName = "";
    while (true) {
      byte[] header = in.readNBytes(BLOCK);
      if (header.length < BLOCK || header[0] == 0) {
        return; // the end is a block of zeros
      }
      long size = number(header, 124, 12);
      String name = longName.isEmpty() ? name(header) : longName;
      longName = "";
      switch (header[156]) {
        case 'L' -> longName = text(content(size), 0, (int) size);
        case '5' -> Files.createDirectories(inside(name));
        case '2' -> link(name, text(header, 157, 100));
        case '0', 0 -> file(name, size, (number(header, 100, 8) & 0100) != 0);
        default -> throw new IOException("tar entry %s is of type %c".formatted(name, header[156]));
      }
    }
  }

  private void file(String name, long size, boolean executable) throws IOException {
    Path file = inside(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content(size));
    if (executable && !file.toFile().setExecutable(true, false)) {
      throw new IOException("could not be made executable: " + file);
    }
  }

  private void link(String name, String to) throws IOException {
    Path file = inside(name);
    Files.createDirectories(file.getParent());
    inside(target.relativize(file.resolveSibling(to).normalize()).toString());
    Files.createSymbolicLink(file, Path.of(to));
  }

  private Path inside(String name) throws IOException {
    Path path = target.resolve(name).normalize();
    if (!path.startsWith(target)) {
      throw new IOException("tar entry leaves its directory: " + name);
    }
    return path;
  }

  private byte[] content(long size) throws IOException {
    byte[] content = in.readNBytes(Math.toIntExact(size));
    if (content.length < size) {
      throw new EOFException("the tar archive ends too early");
    }
    in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
    return content;
  }

  private static String name(byte[] header) {
    boolean isPosix = text(header, 257, 5).equals("ustar");
    String prefix = isPosix ? text(header, 345, 155) : "";
    String name = text(header, 0, 100);
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private static long number(byte[] header, int from, int length) throws IOException {
    String octal = text(header, from, length).strip();
    try {
      return octal.isEmpty() ? 0 : Long.parseLong(octal, 8);
    } catch (NumberFormatException e) {
      throw new IOException("malformed tar header", e);
    }
  }

  /// Up to the first zero byte.
  private static String text(byte[] bytes, int from, int length) {
    int end = from;
    while (end < from + length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }
}
