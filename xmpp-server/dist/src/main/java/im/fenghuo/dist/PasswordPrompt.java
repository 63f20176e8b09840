package im.fenghuo.dist;

import im.fenghuo.api.Jid;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Asks for a new password, without showing it.
final class PasswordPrompt {

  private PasswordPrompt() {}

  /// Blocks until there is one.
  ///
  /// @param isPiped whether it is the first line of standard input
  @SuppressWarnings("SystemConsoleNull") // since JDK 25 it may be null again
  static String read(boolean isPiped, Jid account) throws CommandException {
    if (isPiped) {
      return firstLine();
    }
    Console console = System.console();
    if (console == null || !console.isTerminal()) {
      throw new CommandException(
          "there is no terminal to ask for a password: use --password-stdin", null);
    }
    char[] first = console.readPassword("Password for %s: ", account);
    char[] second = console.readPassword("Again: ");
    if (first == null || first.length == 0) {
      throw new CommandException("no password given", null);
    }
    if (!Arrays.equals(first, second)) {
      throw new CommandException("the two passwords differ", null);
    }
    return new String(first);
  }

  private static String firstLine() throws CommandException {
    try {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      String line = in.readLine();
      if (line == null || line.isEmpty()) {
        throw new CommandException("no password on standard input", null);
      }
      return line;
    } catch (IOException e) {
      throw new CommandException("the password cannot be read: " + e.getMessage(), e);
    }
  }
}
