package im.fenghuo.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The files of the embedded PostgreSQL: `data-18` (its cluster, named after the major version that
/// wrote it), `password`, `socket` and `log`.
///
/// @param directory where all this is
/// @param major the version of PostgreSQL that this server brings
record PostgresCluster(Path directory, int major) {

  static final String USER = "fenghuo";

  /// A log longer than this is set aside at the next start.
  private static final long LOG_LIMIT = 10_000_000;

  Path data() {
    return directory.resolve("data-" + major);
  }

  Path socket() {
    return directory.resolve("socket");
  }

  Path log() {
    return directory.resolve("log");
  }

  private Path passwordFile() {
    return directory.resolve("password");
  }

  String password() throws IOException {
    return Files.readString(passwordFile()).strip();
  }

  boolean exists() {
    return Files.exists(data().resolve("PG_VERSION"));
  }

  /// A cluster of another major version is neither used nor passed over in silence.
  void refuseOtherVersions() throws IOException {
    if (exists()) {
      return;
    }
    List<Path> others;
    try (Stream<Path> children = Files.list(directory)) {
      others =
          children
              .filter(path -> path.getFileName().toString().matches("data-[0-9]+"))
              .filter(path -> Files.exists(path.resolve("PG_VERSION")))
              .toList();
    }
    if (!others.isEmpty()) {
      throw new IOException(
          """
          %s was written by another major version of PostgreSQL; this version of Fenghuo brings \
          PostgreSQL %d and cannot read it. Export it with the version of Fenghuo that wrote it, \
          or move the directory away to start empty\
          """
              .formatted(others.getFirst(), major));
    }
  }

  /// Blocks. Makes the cluster: local connections need the generated password, none is trusted.
  void create(PostgresBinaries binaries, Launch launch) throws IOException {
    PostgresBinaries.delete(data()); // left behind by an initdb that was interrupted
    Path incomplete = directory.resolve("initializing");
    PostgresBinaries.delete(incomplete);
    Files.createDirectory(incomplete, permissions("rwx------"));
    String password = generatePassword();
    Path given = directory.resolve("password-given");
    Files.deleteIfExists(given);
    write(given, password);
    launch.own(incomplete);
    launch.own(given);
    try {
      initdb(binaries, launch, incomplete, given);
    } finally {
      Files.delete(given);
    }
    Files.deleteIfExists(passwordFile());
    write(passwordFile(), password);
    Files.move(incomplete, data(), StandardCopyOption.ATOMIC_MOVE);
  }

  private void initdb(PostgresBinaries binaries, Launch launch, Path to, Path passwordFile)
      throws IOException {
    Process process =
        launch
            .process(
                log(),
                List.of(
                    binaries.program("initdb"),
                    "--pgdata=" + to,
                    "--username=" + USER,
                    "--pwfile=" + passwordFile,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    // Bytes are compared as they are: fastest, and no system upgrade changes it.
                    "--locale=C"))
            .start();
    try {
      if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IOException("PostgreSQL's initdb failed; its output is in " + log());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    } finally {
      process.destroyForcibly();
    }
  }

  /// Blocks. Prepares what a start needs beside the cluster.
  void prepare(Launch launch) throws IOException {
    if (Files.exists(log()) && Files.size(log()) > LOG_LIMIT) {
      Files.move(log(), directory.resolve("log.old"), StandardCopyOption.REPLACE_EXISTING);
    }
    if (!Files.exists(log())) {
      write(log(), "");
    }
    if (!Files.exists(socket())) {
      Files.createDirectory(socket(), permissions("rwx------"));
    }
    launch.own(socket());
  }

  private static String generatePassword() {
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  private static void write(Path file, String content) throws IOException {
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            permissions("rw-------"))) {
      channel.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));
    }
  }

  static FileAttribute<Set<PosixFilePermission>> permissions(String text) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
  }
}
