package im.fenghuo.dist;

import im.fenghuo.api.Jid;
import im.fenghuo.config.Config;
import im.fenghuo.config.ConfigFile;
import im.fenghuo.config.FileProblem;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Takes accounts out and in (XEP-0227), whether the server runs or not.
final class TransferCommands {

  private TransferCommands() {}

  /// What is done with the accounts.
  private interface Work<T> {
    T run(Config config, AccountTransfer accounts) throws IOException, CommandException;
  }

  private static <T> T run(ServerOptions options, Work<T> work) throws CommandException {
    ConfigFile file = options.load();
    Path data = file.config().server().dataDirectory();
    Vertx vertx = Vertx.vertx();
    try {
      Path socket = DataDirectory.controlSocket(data);
      if (ControlClient.isServed(vertx, socket)) {
        return work.run(file.config(), new TransferClient(vertx, socket));
      }
      try (DataDirectory locked = DataDirectory.open(data);
          OpenStorage storage = OpenStorage.open(vertx, file.config(), locked.path(), List.of())) {
        return work.run(file.config(), StoredTransfer.of(vertx, file, storage, locked.path()));
      }
    } catch (IOException e) {
      throw new CommandException(FileProblem.text(e), e);
    } finally {
      vertx.close().await();
    }
  }

  @Command(
      name = "export",
      description = "Writes an account with everything that is kept of it, as XML (XEP-0227).",
      mixinStandardHelpOptions = true)
  static final class Export implements Callable<Integer> {

    @Spec CommandSpec spec;

    @Mixin ServerOptions options;

    @Parameters(paramLabel = "ACCOUNT", description = UserCommand.ACCOUNT)
    String account = "";

    @Option(
        names = "--to",
        paramLabel = "FILE",
        description = "Where to; without it, to standard output.")
    Optional<Path> target;

    @Override
    public Integer call() throws CommandException {
      PrintWriter err = spec.commandLine().getErr();
      return run(
          options,
          (config, accounts) -> {
            Jid jid = UserCommand.jid(config, account);
            TransferProgress progress = new TransferProgress(err, 0);
            if (target.isEmpty()) {
              accounts.exportAccount(jid, progress.of(System.out));
              System.out.flush();
              if (System.out.checkError()) {
                throw new CommandException("standard output takes no more", null);
              }
              return 0;
            }
            try (OutputStream out = create(target.get())) {
              accounts.exportAccount(jid, progress.of(out));
            }
            return 0;
          });
    }

    /// Only its owner reads what has keys in it.
    private static OutputStream create(Path file) throws IOException {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      return Files.newOutputStream(file);
    }
  }

  @Command(
      name = "import",
      description = {
        "Makes accounts of what another server has exported (XEP-0227).",
        "Given the same file again, it goes on where it was cut off."
      },
      mixinStandardHelpOptions = true)
  static final class Import implements Callable<Integer> {

    @Spec CommandSpec spec;

    @Mixin ServerOptions options;

    @Parameters(paramLabel = "FILE", description = "The document.")
    Path source = Path.of("");

    @Override
    public Integer call() throws CommandException {
      PrintWriter err = spec.commandLine().getErr();
      JsonObject report = run(options, (_, accounts) -> read(accounts, err));
      PrintWriter out = spec.commandLine().getOut();
      JsonArray known = report.getJsonArray("known");
      known.forEach(each -> out.println(each + ": everything had come before"));
      report.getJsonArray("accounts").forEach(each -> out.println(each + " imported"));
      out.println("messages that have come now: " + report.getLong("messages"));
      out.flush();
      JsonObject leftOut = report.getJsonObject("leftOut");
      leftOut.forEach(each -> err.println("left out: " + each.getKey() + " × " + each.getValue()));
      err.flush();
      return 0;
    }

    private JsonObject read(AccountTransfer accounts, PrintWriter err)
        throws IOException, CommandException {
      String digest = digest(source);
      try (InputStream in = new BufferedInputStream(Files.newInputStream(source))) {
        return accounts.importAccounts(
            new TransferProgress(err, Files.size(source)).of(in), digest);
      }
    }

    private static String digest(Path file) throws IOException {
      try (InputStream in = Files.newInputStream(file)) {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] piece = new byte[65_536];
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
          digest.update(piece, 0, count);
        }
        return HexFormat.of().formatHex(digest.digest());
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }
  }
}
