package im.fenghuo.dist;

import im.fenghuo.api.DbException;
import picocli.CommandLine;

/// The server program.
public final class Main {

  private Main() {}

  /// Runs the command that the arguments name; the process ends with 0, with 1 when the command
  /// failed, or with 2 when it was called wrongly.
  public static void main(String[] arguments) {
    Logging.prepare();
    int status = CommandLine.ExitCode.SOFTWARE;
    try {
      status = commandLine().execute(arguments);
    } catch (Throwable failure) { // an Error: picocli lets it through
      System.err.println("This does not work as it is installed: " + failure);
      failure.printStackTrace();
    } finally {
      System.exit(status); // whatever threads are left
    }
  }

  static CommandLine commandLine() {
    return new CommandLine(new FenghuoCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setExecutionExceptionHandler((failure, line, _) -> {
          if (failure instanceof CommandException || failure instanceof DbException) {
            line.getErr().println(failure.getMessage());
          } else {
            failure.printStackTrace(line.getErr());
          }
          return CommandLine.ExitCode.SOFTWARE;
        });
  }
}
