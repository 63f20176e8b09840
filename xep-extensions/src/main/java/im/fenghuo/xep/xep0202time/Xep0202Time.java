package im.fenghuo.xep.xep0202time;

import im.fenghuo.api.Iq;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Target;
import im.fenghuo.api.Xep;
import im.fenghuo.api.xml.Element;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/// [XEP-0202](https://xmpp.org/extensions/xep-0202.html): Entity Time.
public final class Xep0202Time implements Xep {

  private static final String NAMESPACE = "urn:xmpp:time";

  private final Clock clock;

  /// @param clock the server's time and time zone
  public Xep0202Time(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Document document() {
    return new Document(202, "time", "2.0");
  }

  @Override
  public void install(Registrar on) {
    on.feature(Target.SERVER, NAMESPACE);
    on.feature(Target.EVERY_SERVICE, NAMESPACE);
    on.quickIq(Iq.Type.GET, Target.SERVER, NAMESPACE, "time", this::time);
    on.quickIq(Iq.Type.GET, Target.EVERY_SERVICE, NAMESPACE, "time", this::time);
  }

  private Element time(IqRequest request) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    ZoneOffset offset = clock.getZone().getRules().getOffset(now);
    String zone = offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId().substring(0, 6);
    return Element.of(NAMESPACE, "time").child("tzo", zone).child("utc", now.toString()).build();
  }
}
