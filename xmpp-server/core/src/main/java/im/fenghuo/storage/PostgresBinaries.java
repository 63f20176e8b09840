package im.fenghuo.storage;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/// PostgreSQL's programs, unpacked from the class path for the platform that this runs on.
///
/// @param directory has `bin`, `lib` and `share`
record PostgresBinaries(Path directory) {

  private static final String PREFIX = "bin-";

  private static final Pattern VERSION = Pattern.compile("PostgreSQL\\) ([0-9]+)");

  /// Blocks. Unpacks into a directory below `parent` named after the archive's checksum, unless it
  /// is there already; directories of other versions are removed.
  static PostgresBinaries unpack(Path parent) throws IOException {
    URL archive = archive();
    Path directory = parent.resolve(PREFIX + checksum(archive));
    if (!Files.isDirectory(directory)) {
      removeOthers(parent);
      Path incomplete = parent.resolve("unpacking");
      delete(incomplete);
      try (InputStream in = new BufferedInputStream(archive.openStream());
          InputStream tar = new XZInputStream(in)) {
        TarArchive.unpack(tar, incomplete);
      }
      Files.move(incomplete, directory, StandardCopyOption.ATOMIC_MOVE);
    }
    return new PostgresBinaries(directory);
  }

  /// Blocks. The major version, as the program itself says it.
  int major() throws IOException {
    Process version = new ProcessBuilder(program("postgres"), "--version").start();
    String text = new String(version.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    Matcher matcher = VERSION.matcher(text);
    if (!matcher.find()) {
      throw new IOException(
          "%s does not run here: %s"
              .formatted(
                  program("postgres"),
                  new String(version.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)));
    }
    return Integer.parseInt(matcher.group(1));
  }

  String program(String name) {
    return directory.resolve("bin").resolve(name).toString();
  }

  /// The command that runs a server, in a session of its own, so that a Ctrl-C in the terminal does
  /// not stop it before us.
  List<String> server(Path data, Path socket, int port) {
    List<String> command = new ArrayList<>();
    if (Launch.succeeds(List.of("setsid", "true"))) {
      command.add("setsid");
    }
    command.addAll(List.of(program("postgres"), "-D", data.toString()));
    for (String setting : PostgresSettings.of(socket, port)) {
      command.addAll(List.of("-c", setting));
    }
    return command;
  }

  /// The platforms that have an archive on the class path here: those of the build's dependencies.
  private static URL archive() throws IOException {
    String name = resource(System.getProperty("os.name"), System.getProperty("os.arch"));
    URL archive = PostgresBinaries.class.getResource(name);
    if (archive == null) {
      throw new IOException(
          "this build has no PostgreSQL for "
              + name.substring(1)
              + "; set storage.url to a PostgreSQL server of your own");
    }
    return archive;
  }

  /// As the archives are named by those who build them.
  static String resource(String osName, String osArch) {
    String os = osName.toLowerCase(Locale.ROOT);
    String system = os.startsWith("mac") ? "darwin" : os.startsWith("win") ? "windows" : os;
    String processor = osArch.equals("aarch64") ? "arm_64" : "x86_64";
    boolean isAlpine = Files.exists(Path.of("/etc/alpine-release"));
    return "/postgres-" + system + "-" + processor + (isAlpine ? "-alpine_linux" : "") + ".txz";
  }

  /// Without reading the archive: a jar's directory has a checksum of each entry.
  private static String checksum(URL archive) throws IOException {
    if (archive.openConnection() instanceof JarURLConnection jar) {
      jar.setUseCaches(false);
      try (JarFile opened = jar.getJarFile()) {
        return "%08x".formatted(opened.getEntry(jar.getEntryName()).getCrc());
      }
    }
    throw new IOException("PostgreSQL's archive is not in a jar: " + archive);
  }

  private static void removeOthers(Path parent) throws IOException {
    List<Path> others;
    try (Stream<Path> children = Files.list(parent)) {
      others = children.filter(path -> path.getFileName().toString().startsWith(PREFIX)).toList();
    }
    for (Path other : others) {
      delete(other);
    }
  }

  static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
