package im.fenghuo.bench;

import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `./fenghuo bench`: puts any XMPP server under load and reports what it did and what that cost.
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Puts an XMPP server under load, checks every answer, and reports rate, latency, loss, order",
      "and (with --cpu) the server's CPU time and memory."
    },
    subcommands = {
      RegisterCommand.class,
      IdleCommand.class,
      LoginCommand.class,
      ChatCommand.class,
      MucCommand.class,
      FilesCommand.class,
      MamCommand.class,
      HistoryCommand.class,
      RelayCommand.class
    })
public final class Bench {

  private Bench() {}

  /// Runs one command and ends the process: 0 when everything was as it should be, 1 when the
  /// server lost, doubled, reordered or refused something, 2 when the command itself was wrong.
  public static void main(String[] args) {
    InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
    System.setProperty(
        "vertx.logger-delegate-factory-class-name",
        "io.vertx.core.logging.JULLogDelegateFactory"); // no logging library on this class path
    System.exit(commandLine().execute(args));
  }

  /// The command line, for whoever wants to run it inside another process.
  static CommandLine commandLine() {
    return new CommandLine(new Bench())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((failure, command, parsed) -> {
          command.getErr().println("bench: " + failure.getMessage());
          return CommandLine.ExitCode.SOFTWARE;
        });
  }
}
