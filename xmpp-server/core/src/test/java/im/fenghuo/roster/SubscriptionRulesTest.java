package im.fenghuo.roster;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Presence;
import im.fenghuo.api.Roster.Subscription;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every row of RFC 6121 Appendix A, and of §3.4. A state is written as in the RFC: `none`, `to`,
/// `from` or `both`, with `+out` and `+in` for what is pending, and `+approved`.
class SubscriptionRulesTest {

  @ParameterizedTest(name = "{0}: {1} leads to {2}, routed: {3}")
  @CsvSource({
    "none,             subscribe, none+out, yes",
    "none+approved,    subscribe, none+out+approved, yes",
    "none+out,         subscribe, none+out, yes",
    "none+in,          subscribe, none+out+in, yes",
    "none+out+in,      subscribe, none+out+in, yes",
    "to,               subscribe, to, yes",
    "to+in,            subscribe, to+in, yes",
    "from,             subscribe, from+out, yes",
    "from+out,         subscribe, from+out, yes",
    "both,             subscribe, both, yes",
    "none,             unsubscribe, none, yes",
    "none+out,         unsubscribe, none, yes",
    "none+in,          unsubscribe, none+in, yes",
    "none+out+in,      unsubscribe, none+in, yes",
    "to,               unsubscribe, none, yes",
    "to+approved,      unsubscribe, none+approved, yes",
    "to+in,            unsubscribe, none+in, yes",
    "from,             unsubscribe, from, yes",
    "from+out,         unsubscribe, from, yes",
    "both,             unsubscribe, from, yes",
    "none,             subscribed, none+approved, no",
    "none+approved,    subscribed, none+approved, no",
    "none+out,         subscribed, none+out+approved, no",
    "none+in,          subscribed, from, yes",
    "none+out+in,      subscribed, from+out, yes",
    "to,               subscribed, to+approved, no",
    "to+in,            subscribed, both, yes",
    "from,             subscribed, from, no",
    "from+out,         subscribed, from+out, no",
    "both,             subscribed, both, no",
    "none,             unsubscribed, none, no",
    "none+approved,    unsubscribed, none, no",
    "none+out,         unsubscribed, none+out, no",
    "none+out+approved, unsubscribed, none+out, no",
    "none+in,          unsubscribed, none, yes",
    "none+out+in,      unsubscribed, none+out, yes",
    "to,               unsubscribed, to, no",
    "to+approved,      unsubscribed, to, no",
    "to+in,            unsubscribed, to, yes",
    "from,             unsubscribed, none, yes",
    "from+out,         unsubscribed, none+out, yes",
    "both,             unsubscribed, to, yes",
  })
  void a_stanza_of_the_user(String before, String type, String after, String routed) {
    SubscriptionRules.Sent sent = SubscriptionRules.sent(state(before), type(type));

    assertThat(sent.next()).isEqualTo(state(after));
    assertThat(sent.routed()).isEqualTo(routed.equals("yes"));
  }

  @ParameterizedTest(name = "{0}: {1} leads to {2}, delivered: {3}, granted: {4}")
  @CsvSource({
    "none,             subscribe, none+in, yes, no",
    "none+approved,    subscribe, from, no, yes",
    "none+out,         subscribe, none+out+in, yes, no",
    "none+out+approved, subscribe, from+out, no, yes",
    "none+in,          subscribe, none+in, no, no",
    "none+out+in,      subscribe, none+out+in, no, no",
    "to,               subscribe, to+in, yes, no",
    "to+approved,      subscribe, both, no, yes",
    "to+in,            subscribe, to+in, no, no",
    "from,             subscribe, from, no, yes",
    "from+out,         subscribe, from+out, no, yes",
    "both,             subscribe, both, no, yes",
    "none,             unsubscribe, none, no, no",
    "none+approved,    unsubscribe, none+approved, no, no",
    "none+out,         unsubscribe, none+out, no, no",
    "none+in,          unsubscribe, none, yes, no",
    "none+out+in,      unsubscribe, none+out, yes, no",
    "to,               unsubscribe, to, no, no",
    "to+in,            unsubscribe, to, yes, no",
    "from,             unsubscribe, none, yes, no",
    "from+out,         unsubscribe, none+out, yes, no",
    "both,             unsubscribe, to, yes, no",
    "none,             subscribed, none, no, no",
    "none+out,         subscribed, to, yes, no",
    "none+out+approved, subscribed, to+approved, yes, no",
    "none+in,          subscribed, none+in, no, no",
    "none+out+in,      subscribed, to+in, yes, no",
    "to,               subscribed, to, no, no",
    "to+in,            subscribed, to+in, no, no",
    "from,             subscribed, from, no, no",
    "from+out,         subscribed, both, yes, no",
    "both,             subscribed, both, no, no",
    "none,             unsubscribed, none, no, no",
    "none+approved,    unsubscribed, none+approved, no, no",
    "none+out,         unsubscribed, none, yes, no",
    "none+in,          unsubscribed, none+in, no, no",
    "none+out+in,      unsubscribed, none+in, yes, no",
    "to,               unsubscribed, none, yes, no",
    "to+approved,      unsubscribed, none+approved, yes, no",
    "to+in,            unsubscribed, none+in, yes, no",
    "from,             unsubscribed, from, no, no",
    "from+out,         unsubscribed, from, yes, no",
    "both,             unsubscribed, from, yes, no",
  })
  void a_stanza_of_the_contact(
      String before, String type, String after, String delivered, String granted) {
    SubscriptionRules.Received received = SubscriptionRules.received(state(before), type(type));

    assertThat(received.next()).isEqualTo(state(after));
    assertThat(received.delivered()).isEqualTo(delivered.equals("yes"));
    assertThat(received.granted()).isEqualTo(granted.equals("yes"));
  }

  private static Presence.Type type(String name) {
    return Presence.Type.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static SubscriptionState state(String text) {
    var parts = Arrays.asList(text.split("\\+"));
    return new SubscriptionState(
        Subscription.valueOf(parts.getFirst().toUpperCase(Locale.ROOT)),
        parts.contains("out"),
        parts.contains("in"),
        parts.contains("approved"));
  }
}
