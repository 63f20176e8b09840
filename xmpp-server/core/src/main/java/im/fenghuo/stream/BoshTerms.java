package im.fenghuo.stream;

import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.XmlOutput;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What client and server have agreed on for a BOSH session (XEP-0124 §7).
///
/// @param waitSeconds how long a request may wait for an answer
/// @param hold how many requests wait
/// @param requests how many requests the client may have under way
/// @param inactivity how long the client may have none under way
/// @param maxPause how long it may ask for, for once
/// @param legacy whether errors are told by codes of HTTP
/// @param contentType of the answers
record BoshTerms(
    long waitSeconds,
    int hold,
    int requests,
    Duration inactivity,
    Duration maxPause,
    String version,
    boolean legacy,
    String contentType) {

  static final String XML = "text/xml; charset=utf-8";

  private static final long MAX_WAIT = 60;
  private static final int MAX_HOLD = 2;
  private static final Duration MIN_MAX_PAUSE = Duration.ofMinutes(2);
  private static final Pattern CONTENT_TYPE =
      Pattern.compile("[A-Za-z0-9.+-]{1,60}/[A-Za-z0-9.+-]{1,60}(;\\s?charset=\"?utf-8\"?)?");

  /// Our version of BOSH: the highest that there is.
  private static final int MINOR = 11;

  /// Grants what can be granted.
  ///
  /// @throws im.fenghuo.api.xml.XmlException when something is no number
  static BoshTerms of(BoshBody creation, Duration inactivity) {
    Element body = creation.element();
    long wait = Math.min(BoshBody.number(body, "wait", MAX_WAIT), MAX_WAIT);
    int hold = wait == 0 ? 0 : (int) Math.min(BoshBody.number(body, "hold", 1), MAX_HOLD);
    String content = body.attribute("content");
    return new BoshTerms(
        wait,
        hold,
        hold + 1,
        inactivity,
        inactivity.multipliedBy(2).compareTo(MIN_MAX_PAUSE) > 0
            ? inactivity.multipliedBy(2)
            : MIN_MAX_PAUSE,
        version(body.attribute("ver")),
        creation.isLegacy(),
        content != null && CONTENT_TYPE.matcher(content).matches() ? content : XML);
  }

  /// The lower of the client's version and ours.
  private static String version(@Nullable String wanted) {
    if (wanted == null || !wanted.matches("1\\.[0-9]{1,4}")) {
      return "1." + MINOR;
    }
    return "1." + Math.min(MINOR, Integer.parseInt(wanted.substring(2)));
  }

  /// What the creation response says of them.
  void write(XmlOutput attributes) {
    attributes
        .attribute("wait", Long.toString(waitSeconds))
        .attribute("requests", Integer.toString(requests))
        .attribute("hold", Integer.toString(hold))
        .attribute("inactivity", Long.toString(inactivity.toSeconds()))
        .attribute("maxpause", Long.toString(maxPause.toSeconds()))
        .attribute("ver", version)
        .attribute("xmpp:restartlogic", "true");
  }
}
