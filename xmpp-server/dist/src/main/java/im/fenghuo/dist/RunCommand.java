package im.fenghuo.dist;

import im.fenghuo.config.Config;
import im.fenghuo.config.ConfigFile;
import im.fenghuo.core.ClientPorts;
import im.fenghuo.xep.XepCatalog;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Starts the server and runs until it is told to stop.
@Command(
    name = "run",
    description = "Starts the server; Ctrl-C stops it, a second Ctrl-C at once.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

  /// As a shell reports a program that was ended by Ctrl-C.
  private static final int INTERRUPTED = 130;

  @Spec CommandSpec spec;
  @Mixin ServerOptions options;

  @Override
  public Integer call() throws CommandException, InterruptedException {
    ConfigFile file = options.load();
    Logging.start(file.config().log());
    PrintWriter out = spec.commandLine().getOut();
    CountDownLatch stop = new CountDownLatch(1);
    AtomicInteger signals = new AtomicInteger();
    Signals.onEnd(() -> {
      if (signals.incrementAndGet() > 1) {
        Runtime.getRuntime().halt(INTERRUPTED);
      }
      stop.countDown();
      out.println("Stopping");
      out.flush();
    });
    Server server;
    try {
      server = Server.start(file);
    } catch (CommandException e) {
      if (signals.get() > 0) {
        return INTERRUPTED; // Ctrl-C also ends the database's programs
      }
      throw e;
    }
    try {
      if (signals.get() == 0) {
        banner(out, file, server.ports());
      }
      stop.await();
    } finally {
      server.close();
    }
    return 0;
  }

  private void banner(PrintWriter out, ConfigFile file, ClientPorts ports) {
    Config config = file.config();
    String host = config.server().domains().getFirst().toString();
    out.println();
    out.printf(
        "Fenghuo %s is running at %s%n", FenghuoCommand.version(), config.listeners().address());
    out.println();
    out.printf(
        "  Clients         %s, port %d, with TLS from the start %d%n",
        host, ports.xmpp(), ports.xmpps());
    if (config.http().webClient()) {
      out.printf("  Web client      http://%s:%d/%n", host, ports.http());
    }
    out.printf("  First accounts  ./fenghuo user add %sNAME%n", flags());
    if (XepCatalog.offersRegistration(file::extension)) {
      out.println("                  or register in the web client or any other");
    }
    out.printf("  Data            %s%n", config.server().dataDirectory().toAbsolutePath());
    out.println("  Stop            Ctrl-C");
    out.println();
    out.flush();
  }

  /// What a command needs to find this server.
  private String flags() {
    return (options.config == null ? "" : "--config " + options.config + " ")
        + (options.data == null ? "" : "--data " + options.data + " ");
  }
}
