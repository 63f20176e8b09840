package im.fenghuo.conformance.smack;

import im.fenghuo.conformance.client.Address;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.igniterealtime.smack.inttest.Configuration;
import org.igniterealtime.smack.inttest.FailedTest;
import org.igniterealtime.smack.inttest.SmackIntegrationTestFramework;
import org.igniterealtime.smack.inttest.SmackIntegrationTestFramework.TestRunResult;
import org.igniterealtime.smack.inttest.SuccessfulTest;
import org.igniterealtime.smack.inttest.TestNotPossible;
import org.igniterealtime.smack.inttest.XmppConnectionDescriptor;
import org.igniterealtime.smack.inttest.XmppConnectionManager;
import org.igniterealtime.smack.inttest.annotations.SmackIntegrationTest;
import org.jivesoftware.smack.c2s.ModularXmppClientToServerConnection;
import org.jivesoftware.smack.c2s.ModularXmppClientToServerConnectionConfiguration;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jivesoftware.smackx.iqregister.AccountManager;

/// Runs of Smack's integration tests: `Class.method`, and why it did not pass, if so.
final class SmackRun {

  private static final String CONNECTION = "tcp";
  private static final String OTHER_CONNECTION = "modular";

  /// The kinds of connection that the framework knows beside [#CONNECTION].
  private static final String[] OTHER_CONNECTIONS = {
    OTHER_CONNECTION, "modular-nocompress", "modular-websocket-okhttp", "modular-websocket-java11"
  };

  /// Not run: it waits for up to six minutes for a SOCKS5 proxy, and what becomes of its second
  /// test depends on which of the two comes first.
  private static final String NOT_RUN = "FileTransferIntegrationTest";

  /// The framework says at length what the results say anyway.
  private static final Logger[] QUIET = {
    Logger.getLogger("org.igniterealtime"), Logger.getLogger("org.jivesoftware")
  };

  private final String domain;
  private final Map<String, Method> methods = new TreeMap<>();
  private final Map<String, Optional<Throwable>> outcomes = new TreeMap<>();

  /// @param server serves the domain
  SmackRun(String domain, Address server) throws NoSuchMethodException {
    this.domain = domain;
    // It asserts that its XML parser has no prefix for a default namespace, while the JDK's has an
    // empty one: any error with a condition of its own would end the connection's reader.
    SmackRun.class
        .getClassLoader()
        .setClassAssertionStatus(
            "org.jivesoftware.smack.parsing.StandardExtensionElementProvider", false);
    for (Logger logger : QUIET) {
      logger.setLevel(Level.OFF);
    }
    connectTo(server);
    // The framework does this itself, but only after it has made the one that it registers with.
    AccountManager.sensitiveOperationOverInsecureConnectionDefault(true);
  }

  /// The framework can be told a domain only, not a port.
  private static void connectTo(Address server) throws NoSuchMethodException {
    XmppConnectionManager.addConnectionDescriptor(
        XmppConnectionDescriptor.buildWith(
                XMPPTCPConnection.class,
                XMPPTCPConnectionConfiguration.class,
                XMPPTCPConnectionConfiguration.Builder.class)
            .withNickname(CONNECTION)
            .applyExtraConfiguration(to -> to.setHost(server.host()).setPort(server.port()))
            .build());
    for (String other : OTHER_CONNECTIONS) {
      XmppConnectionManager.removeConnectionDescriptor(other);
    }
    XmppConnectionManager.addConnectionDescriptor(
        XmppConnectionDescriptor.buildWith(
                ModularXmppClientToServerConnection.class,
                ModularXmppClientToServerConnectionConfiguration.class,
                ModularXmppClientToServerConnectionConfiguration.Builder.class)
            .withNickname(OTHER_CONNECTION)
            .applyExtraConfiguration(to -> to.setHost(server.host()).setPort(server.port()))
            .build());
  }

  /// Runs all, with accounts that the framework registers, without TLS. Blocks.
  void all() throws Exception {
    collect(configuration());
  }

  /// Runs some again. Blocks.
  void again(Collection<String> names) throws Exception {
    Stream<String> qualified =
        names.stream()
            .map(methods::get)
            .map(method -> method.getDeclaringClass().getName() + "." + method.getName());
    names.forEach(outcomes::remove);
    collect(configuration().setEnabledTests(qualified.collect(Collectors.joining(","))));
  }

  private Configuration.Builder configuration() throws Exception {
    return Configuration.builder()
        .setService(domain)
        .setSecurityMode("disabled")
        .setDefaultConnection(CONNECTION)
        .setEnabledConnections(CONNECTION)
        .setDnsResolver(Configuration.DnsResolver.javax)
        .setDisabledTests(NOT_RUN)
        .setReplyTimeout("5000");
  }

  private void collect(Configuration.Builder configuration) throws Exception {
    TestRunResult result = new SmackIntegrationTestFramework(configuration.build()).run();
    for (SuccessfulTest test : result.getSuccessfulTests()) {
      outcomes.putIfAbsent(name(test.concreteTest.getMethod()), Optional.empty());
    }
    for (FailedTest test : result.getFailedTests()) {
      outcomes.put(name(test.concreteTest.getMethod()), Optional.of(test.failureReason));
    }
    for (TestNotPossible test : result.getNotPossibleTests()) {
      outcomes.put(name(test.concreteTest.getMethod()), Optional.of(test.testNotPossibleException));
    }
    result
        .getImpossibleTestClasses()
        .forEach((type, why) -> {
          for (Method method : type.getMethods()) {
            if (method.isAnnotationPresent(SmackIntegrationTest.class)) {
              outcomes.put(name(method), Optional.of(why));
            }
          }
        });
  }

  private String name(Method method) {
    String name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
    methods.put(name, method);
    return name;
  }

  /// Every test that was run, and why it did not pass, if it did not.
  Map<String, Optional<Throwable>> outcomes() {
    return outcomes;
  }
}
