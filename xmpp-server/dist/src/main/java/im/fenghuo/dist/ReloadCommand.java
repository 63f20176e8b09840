package im.fenghuo.dist;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Has the server take up the files of a renewed certificate at once.
@Command(
    name = "reload",
    description = "Has the running server take up a renewed certificate at once.",
    mixinStandardHelpOptions = true)
final class ReloadCommand implements Callable<Integer> {

  @Spec CommandSpec spec;
  @Mixin ServerOptions options;

  @Override
  public Integer call() throws CommandException {
    Path data = options.load().config().server().dataDirectory();
    Path socket = DataDirectory.controlSocket(data);
    Vertx vertx = Vertx.vertx();
    try {
      boolean renewed = ControlClient.toServer(vertx, data, socket).reload();
      spec.commandLine()
          .getOut()
          .println(renewed ? "the certificate is renewed" : "the certificate is as it was");
      return 0;
    } finally {
      vertx.close().await();
    }
  }
}
