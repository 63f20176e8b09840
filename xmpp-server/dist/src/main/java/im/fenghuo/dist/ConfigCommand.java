package im.fenghuo.dist;

import im.fenghuo.config.ConfigException;
import im.fenghuo.config.ConfigFile;
import im.fenghuo.config.Reference;
import im.fenghuo.xep.XepCatalog;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Reads and explains configurations; starts nothing.
@Command(
    name = "config",
    description = "Reads and explains configurations.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class ConfigCommand {

  @Spec CommandSpec spec;

  @Command(
      name = "check",
      description = "Says what is wrong with a configuration.",
      mixinStandardHelpOptions = true)
  int check(@Parameters(paramLabel = "FILE", description = "The configuration.") Path file)
      throws CommandException {
    try {
      ConfigFile.read(file, XepCatalog.SETTINGS);
      spec.commandLine().getOut().println(file + " is in order");
      return 0;
    } catch (ConfigException e) {
      throw new CommandException(String.valueOf(e.getMessage()), e);
    }
  }

  @Command(
      name = "reference",
      description = "Prints every key with its type, default and meaning.",
      mixinStandardHelpOptions = true)
  int reference(
      @Option(
              names = "--toml",
              description = "As a file of all defaults, instead of as a page of Markdown.")
          boolean toml,
      @Option(names = "--markdown", description = "As a page of Markdown, as without options.")
          boolean markdown)
      throws CommandException {
    if (toml && markdown) {
      throw new CommandException("either --toml or --markdown", null);
    }
    Reference reference = new Reference(XepCatalog.SETTINGS);
    spec.commandLine().getOut().print(toml ? reference.toml() : reference.markdown());
    spec.commandLine().getOut().flush();
    return 0;
  }
}
