package im.fenghuo.dist;

import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Jid;
import im.fenghuo.archive.Retention;
import im.fenghuo.config.Config;
import im.fenghuo.config.FileProblem;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Accounts: of the server that runs, or else of its data directory.
@Command(
    name = "user",
    aliases = "account",
    description =
        "Adds, changes, removes, lists, exports and imports accounts, whether the server runs or not.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {TransferCommands.Export.class, TransferCommands.Import.class})
final class UserCommand {

  static final String ACCOUNT = "A JID, or only its name where the server's first domain is meant.";

  @Spec CommandSpec spec;

  @Command(name = "add", description = "Adds an account.", mixinStandardHelpOptions = true)
  int add(
      @Mixin ServerOptions options,
      @Parameters(paramLabel = "ACCOUNT", description = ACCOUNT) String account,
      @Option(names = "--password-stdin", description = "Read the password from standard input.")
          boolean isPiped)
      throws CommandException {
    return run(
        options,
        (config, accounts) -> {
          Jid jid = jid(config, account);
          accounts.create(jid, PasswordPrompt.read(isPiped, jid));
          return jid + " added";
        });
  }

  @Command(name = "passwd", description = "Sets a password.", mixinStandardHelpOptions = true)
  int passwd(
      @Mixin ServerOptions options,
      @Parameters(paramLabel = "ACCOUNT", description = ACCOUNT) String account,
      @Option(names = "--password-stdin", description = "Read the password from standard input.")
          boolean isPiped)
      throws CommandException {
    return run(
        options,
        (config, accounts) -> {
          Jid jid = jid(config, account);
          accounts.changePassword(jid, PasswordPrompt.read(isPiped, jid));
          return "the password of " + jid + " is changed";
        });
  }

  @Command(
      name = "remove",
      description = "Removes an account with its messages and everything else.",
      mixinStandardHelpOptions = true)
  int remove(
      @Mixin ServerOptions options,
      @Parameters(paramLabel = "ACCOUNT", description = ACCOUNT) String account)
      throws CommandException {
    return run(
        options,
        (config, accounts) -> {
          Jid jid = jid(config, account);
          accounts.remove(jid);
          return jid + " removed";
        });
  }

  @Command(
      name = "retention",
      description = "Says how long an account's messages are kept, of those that come from now on.",
      mixinStandardHelpOptions = true)
  int retention(
      @Mixin ServerOptions options,
      @Parameters(paramLabel = "ACCOUNT", description = ACCOUNT) String account,
      @Parameters(
              paramLabel = "TIME",
              description = "Days as in 30d, forever, or default for as long as its domain's.")
          String time)
      throws CommandException {
    Retention retention = retention(time);
    return run(
        options,
        (config, accounts) -> {
          Jid jid = jid(config, account);
          accounts.retain(jid, retention);
          return "messages of " + jid + " are kept " + said(retention);
        });
  }

  private static @Nullable Retention retention(String time) throws CommandException {
    try {
      return time.equals("default") ? null : Retention.parse(time);
    } catch (IllegalArgumentException e) {
      throw new CommandException("TIME " + e.getMessage() + ", or default, is " + time, e);
    }
  }

  private static String said(@Nullable Retention retention) {
    if (retention == null) {
      return "as long as its domain's";
    }
    return retention.equals(Retention.FOREVER) ? "forever" : "for " + retention;
  }

  @Command(
      name = "list",
      description = "Lists accounts, one on each line.",
      mixinStandardHelpOptions = true)
  int list(
      @Mixin ServerOptions options,
      @Parameters(
              paramLabel = "DOMAIN",
              arity = "0..1",
              description = "Of this domain only; without it, of all.")
          Optional<String> domain)
      throws CommandException {
    return run(
        options,
        (config, accounts) -> {
          List<String> domains = config.server().domains().stream().map(Jid::domainpart).toList();
          if (domain.isPresent() && !domains.contains(domain.get())) {
            throw new CommandException("no accounts at " + domain.get() + " here", null);
          }
          for (String each : domain.map(List::of).orElse(domains)) {
            print(accounts, each);
          }
          return "";
        });
  }

  private void print(AccountRegister accounts, String domain) throws CommandException {
    PrintWriter out = spec.commandLine().getOut();
    String after = "";
    List<String> names;
    do {
      names = accounts.names(domain, after);
      for (String name : names) {
        out.println(name + "@" + domain);
        after = name;
      }
    } while (names.size() == AccountRegister.PAGE);
  }

  private int run(ServerOptions options, Work work) throws CommandException {
    Config config = options.load().config();
    Path data = config.server().dataDirectory();
    Vertx vertx = Vertx.vertx();
    try {
      String said = run(vertx, config, data, work);
      if (!said.isEmpty()) {
        spec.commandLine().getOut().println(said);
      }
      spec.commandLine().getOut().flush();
      return 0;
    } finally {
      vertx.close().await();
    }
  }

  private static String run(Vertx vertx, Config config, Path data, Work work)
      throws CommandException {
    Path socket = DataDirectory.controlSocket(data);
    if (ControlClient.isServed(vertx, socket)) {
      return work.run(config, ControlClient.of(vertx, socket));
    }
    try (DataDirectory locked = DataDirectory.open(data);
        OpenStorage storage = OpenStorage.open(vertx, config, locked.path(), List.of())) {
      return work.run(
          config, new AccountRegister.Local(storage.accounts(), storage.accountStore()));
    } catch (IOException e) {
      throw new CommandException("the data directory cannot be left: " + FileProblem.text(e), e);
    }
  }

  static Jid jid(Config config, String account) throws CommandException {
    try {
      Jid jid =
          account.contains("@")
              ? Jid.parse(account)
              : Jid.of(account, config.server().domains().getFirst().domainpart(), "");
      if (jid.isBare() && jid.hasLocalpart()) {
        return jid;
      }
      throw new CommandException("'" + account + "' is not of the form NAME or NAME@DOMAIN", null);
    } catch (InvalidJidException e) {
      throw new CommandException("'" + account + "' is no account's name: " + e.getMessage(), e);
    }
  }

  /// What a command does with the accounts; returns what it has to say.
  private interface Work {
    String run(Config config, AccountRegister accounts) throws CommandException;
  }
}
