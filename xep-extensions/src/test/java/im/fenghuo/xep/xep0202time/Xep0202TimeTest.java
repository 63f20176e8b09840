package im.fenghuo.xep.xep0202time;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Target;
import im.fenghuo.api.TestAccount;
import im.fenghuo.xep.TestServer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class Xep0202TimeTest {

  private static String time(String zone) {
    Clock clock = Clock.fixed(Instant.parse("2006-12-19T17:58:35.123Z"), ZoneId.of(zone));
    return new TestServer()
        .install(new Xep0202Time(clock))
        .ask(
            new TestAccount("juliet@localhost", 1).connect("balcony"),
            Target.SERVER,
            "<iq xmlns='jabber:client' id='1' type='get'><time xmlns='urn:xmpp:time'/></iq>")
        .payload()
        .toString();
  }

  @Test
  void the_time_is_told_with_the_zone() {
    assertThat(time("America/Denver"))
        .isEqualTo(
            "<time xmlns='urn:xmpp:time'><tzo>-07:00</tzo><utc>2006-12-19T17:58:35Z</utc></time>");
    assertThat(time("UTC")).contains("<tzo>+00:00</tzo>");
  }
}
