package im.fenghuo.dist;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/// What stands before all commands.
@Command(
    name = "fenghuo",
    description = "An XMPP server.",
    mixinStandardHelpOptions = true,
    versionProvider = FenghuoCommand.Version.class,
    subcommands = {
      RunCommand.class,
      UserCommand.class,
      StatusCommand.class,
      ReloadCommand.class,
      ConfigCommand.class,
      HelpCommand.class
    })
final class FenghuoCommand {

  /// Tells the version that the jar's manifest has.
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      return new String[] {"Fenghuo " + version()};
    }
  }

  static String version() {
    String version = FenghuoCommand.class.getPackage().getImplementationVersion();
    return version == null ? "of the source tree" : version;
  }
}
