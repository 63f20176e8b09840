package im.fenghuo.dist;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Says whether a server runs, and what it is doing.
@Command(
    name = "status",
    description = "Says whether the server runs, and what it is doing.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

  @Spec CommandSpec spec;
  @Mixin ServerOptions options;

  @Override
  public Integer call() throws CommandException {
    Path data = options.load().config().server().dataDirectory();
    Path socket = DataDirectory.controlSocket(data);
    Vertx vertx = Vertx.vertx();
    try {
      ControlClient.toServer(vertx, data, socket)
          .status()
          .forEach(entry ->
              spec.commandLine().getOut().printf("%-12s  %s%n", entry.getKey(), entry.getValue()));
      return 0;
    } finally {
      vertx.close().await();
    }
  }
}
