package im.fenghuo.dist;

import im.fenghuo.config.LogSettings;
import java.util.Locale;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// Makes all libraries write to one log. What is written how is in `logback.xml`.
final class Logging {

  private static final String LEVEL = "fenghuo.log.level";
  private static final String TARGET = "fenghuo.log.target";

  private Logging() {}

  /// Before the first logger is made. Commands say only what went wrong, and not among what they
  /// are to print.
  static void prepare() {
    System.setProperty(TARGET, "System.err");
    System.setProperty(LEVEL, "warn");
    System.setProperty(
        "vertx.logger-delegate-factory-class-name",
        "io.vertx.core.logging.SLF4JLogDelegateFactory");
    System.setProperty("hazelcast.logging.type", "slf4j");
  }

  /// Before the server starts, and after the configuration is known.
  static void start(LogSettings settings) {
    System.setProperty(TARGET, "System.out");
    System.setProperty(LEVEL, settings.level().name().toLowerCase(Locale.ROOT));
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }
}
