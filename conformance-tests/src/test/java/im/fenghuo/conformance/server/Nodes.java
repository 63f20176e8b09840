package im.fenghuo.conformance.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// How many nodes the server of a test class has; one, if a class does not say.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Nodes {
  /// The number of processes, joined on loopback, with one database.
  int value();
}
