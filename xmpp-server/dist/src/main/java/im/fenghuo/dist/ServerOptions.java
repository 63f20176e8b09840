package im.fenghuo.dist;

import im.fenghuo.config.Config;
import im.fenghuo.config.ConfigException;
import im.fenghuo.config.ConfigFile;
import im.fenghuo.xep.XepCatalog;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of every command that has to do with one server.
final class ServerOptions {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration; without it, all defaults.")
  @Nullable Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where everything is kept; without it, what the configuration says.")
  @Nullable Path data;

  @Option(
      names = "--port-offset",
      paramLabel = "N",
      defaultValue = "0",
      description = "Added to every port, so that several servers run side by side.")
  int portOffset;

  ConfigFile load() throws CommandException {
    try {
      ConfigFile file =
          config == null
              ? ConfigFile.defaults(XepCatalog.SETTINGS)
              : ConfigFile.read(config, XepCatalog.SETTINGS);
      Config changed = file.config().portsShifted(portOffset);
      if (data != null) {
        changed = changed.data(data);
      }
      return new ConfigFile(changed, file.extensions());
    } catch (ConfigException e) {
      throw new CommandException(String.valueOf(e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      throw new CommandException("--port-offset " + portOffset + ": " + e.getMessage(), e);
    }
  }
}
