package im.fenghuo.dist;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells of the signals that end a program (Ctrl-C, kill). Java has no public way to hear of a
/// second one while the first is being obeyed; where the JDK's own is missing, nothing is told.
final class Signals {

  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

  private Signals() {}

  /// Runs `work` on each signal, on a thread that may block.
  ///
  /// @return whether signals will be told
  static boolean onEnd(Runnable work) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler handle =
          (_, method, _) -> {
            if (method.getName().equals("handle")) {
              work.run();
            }
            return null;
          };
      Object proxy =
          Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, handle);
      for (String name : List.of("INT", "TERM", "HUP")) {
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
      }
      return true;
    } catch (ReflectiveOperationException e) {
      LOG.debug("Signals cannot be heard of", e);
      return false;
    }
  }
}
