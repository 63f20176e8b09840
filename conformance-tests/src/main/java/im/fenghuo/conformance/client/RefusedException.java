package im.fenghuo.conformance.client;

import im.fenghuo.conformance.xml.XmlElement;

/// The server said no while a client was signing in.
public final class RefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  RefusedException(String attempt, Object answer) {
    super(attempt + " was answered by " + answer);
  }

  RefusedException(String attempt, XmlElement answer) {
    this(attempt, (Object) answer);
  }
}
