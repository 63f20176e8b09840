package im.fenghuo.sasl;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScramServerTest {

  private static final Octets BINDING = Octets.ofUtf8("THIS IS FAKE CB DATA");
  private static final Octets SALT = Octets.ofBase64("QSXCR+Q6sek8bf92");

  private static SaslServer server(SaslMechanism mechanism, SaslOffer offer, String nonce) {
    return new ScramServer(
        mechanism,
        offer,
        (hash, localpart) ->
            new ScramServer.Found(
                ScramKeys.derive(hash, "pencil", SALT, 4096), localpart.equals("user")),
        () -> nonce);
  }

  private static SaslServer server(SaslMechanism mechanism) {
    return server(mechanism, bound(), "servernonce");
  }

  /// A connection with TLS 1.3.
  private static SaslOffer bound() {
    return new SaslOffer(
        "example.org",
        null,
        "192.0.2.1",
        List.of(SaslMechanism.SCRAM_SHA_1, SaslMechanism.SCRAM_SHA_1_PLUS),
        List.of(),
        Map.of(
            ChannelBinding.TLS_EXPORTER,
            BINDING,
            ChannelBinding.TLS_SERVER_END_POINT,
            Octets.ofUtf8("certificate")));
  }

  private static SaslOffer unbound() {
    return new SaslOffer(
        "example.org", null, "", List.of(SaslMechanism.SCRAM_SHA_1), List.of(), Map.of());
  }

  private static String text(Step step) {
    return new String(((Step.Challenge) step).data().toBytes(), StandardCharsets.UTF_8);
  }

  private static void assertFails(Step step, SaslError error) {
    assertThat(step)
        .isInstanceOfSatisfying(
            Step.Failure.class, failure -> assertThat(failure.error()).isEqualTo(error));
  }

  /// XEP-0474 §4.3, byte by byte.
  @Test
  void the_dialogue_of_xep_0474_takes_place() {
    SaslServer server =
        server(SaslMechanism.SCRAM_SHA_1_PLUS, bound(), "a09117a6-ac50-4f2f-93f1-93799c2bddf6");

    Step challenge =
        server.respond(
            Octets.ofUtf8("p=tls-exporter,,n=user,r=12C4CD5C-E38E-4A98-8F6D-15C38F51CCC6"));
    assertThat(text(challenge))
        .isEqualTo(
            "r=12C4CD5C-E38E-4A98-8F6D-15C38F51CCC6a09117a6-ac50-4f2f-93f1-93799c2bddf6,"
                + "s=QSXCR+Q6sek8bf92,i=4096,h=G6k/rBLDqgOhRRaCuuatSDFkJ08=");

    Step success =
        server.respond(
            Octets.ofUtf8(
                "c=cD10bHMtZXhwb3J0ZXIsLFRISVMgSVMgRkFLRSBDQiBEQVRB,"
                    + "r=12C4CD5C-E38E-4A98-8F6D-15C38F51CCC6a09117a6-ac50-4f2f-93f1-93799c2bddf6,"
                    + "x=19C6532F-1CF4-4A27-A18D-DC9CEA41BBB3,p=M/SIDjT+dfcxUh89jZEypRvFxB4="));
    assertThat(success)
        .isEqualTo(
            new Step.Success(
                "user",
                Octets.ofUtf8("v=MQrMPvv7yv4x4Cq4W4Ih25EqS2c="),
                new Step.Facts(SaslMechanism.SCRAM_SHA_1_PLUS, ChannelBinding.TLS_EXPORTER, null)));
  }

  @ParameterizedTest
  @EnumSource(ScramHash.class)
  void both_sides_prove_that_they_know_the_password(ScramHash hash) {
    SaslServer server = server(SaslMechanism.of(hash.mechanism()).orElseThrow());
    ScramClient client = new ScramClient(hash, "n,,", Octets.EMPTY, "user", "pencil");

    Step.Challenge challenge = (Step.Challenge) server.respond(client.first());
    Step.Success success = (Step.Success) server.respond(client.last(challenge.data()));

    assertThat(success.localpart()).isEqualTo("user");
    assertThat(success.facts().binding()).isNull();
    assertThat(client.accepts(requireNonNull(success.data()))).isTrue();
  }

  @ParameterizedTest
  @EnumSource(ChannelBinding.class)
  void every_announced_channel_binding_is_verified(ChannelBinding binding) {
    SaslServer server = server(SaslMechanism.SCRAM_SHA_1_PLUS);
    Octets data = requireNonNull(bound().bindings().get(binding));
    ScramClient client =
        new ScramClient(ScramHash.SHA_1, "p=" + binding.prefix() + ",,", data, "user", "pencil");

    Step.Challenge challenge = (Step.Challenge) server.respond(client.first());

    assertThat(server.respond(client.last(challenge.data())))
        .isInstanceOfSatisfying(
            Step.Success.class,
            success -> assertThat(success.facts().binding()).isEqualTo(binding));
  }

  @ParameterizedTest
  @CsvSource({"user, pen", "nobody, pencil"})
  void a_wrong_password_and_an_unknown_account_look_the_same(String name, String password) {
    SaslServer server = server(SaslMechanism.SCRAM_SHA_1);
    ScramClient client = new ScramClient(ScramHash.SHA_1, "n,,", Octets.EMPTY, name, password);

    Step.Challenge challenge = (Step.Challenge) server.respond(client.first());

    assertThat(server.respond(client.last(challenge.data())))
        .isEqualTo(new Step.Failure(SaslError.NOT_AUTHORIZED, SaslServers.NOT_AUTHORIZED));
  }

  @Test
  void another_channel_is_refused() {
    SaslServer server = server(SaslMechanism.SCRAM_SHA_1_PLUS);
    ScramClient client =
        new ScramClient(
            ScramHash.SHA_1, "p=tls-exporter,,", Octets.ofUtf8("other"), "user", "pencil");

    Step.Challenge challenge = (Step.Challenge) server.respond(client.first());

    assertThat(server.respond(client.last(challenge.data())))
        .isEqualTo(new Step.Failure(SaslError.NOT_AUTHORIZED, "channel-bindings-dont-match"));
  }

  @Test
  void a_client_that_was_shown_no_channel_binding_unmasks_the_attacker() {
    SaslServer server = server(SaslMechanism.SCRAM_SHA_1);
    Octets first = new ScramClient(ScramHash.SHA_1, "y,,", Octets.EMPTY, "user", "pencil").first();

    assertThat(server.respond(first))
        .isEqualTo(
            new Step.Failure(SaslError.NOT_AUTHORIZED, "server-does-support-channel-binding"));
  }

  @Test
  void flag_y_is_right_where_no_channel_binding_was_offered() {
    SaslServer server = server(SaslMechanism.SCRAM_SHA_1, unbound(), "x");
    ScramClient client = new ScramClient(ScramHash.SHA_1, "y,,", Octets.EMPTY, "user", "pencil");

    Step.Challenge challenge = (Step.Challenge) server.respond(client.first());

    assertThat(server.respond(client.last(challenge.data()))).isInstanceOf(Step.Success.class);
  }

  @Test
  void a_flag_changed_on_the_way_is_noticed() {
    SaslServer server = server(SaslMechanism.SCRAM_SHA_1, unbound(), "x");
    ScramClient client = new ScramClient(ScramHash.SHA_1, "y,,", Octets.EMPTY, "user", "pencil");
    Octets tampered =
        Octets.ofUtf8(
            "n" + new String(client.first().toBytes(), StandardCharsets.UTF_8).substring(1));

    Step.Challenge challenge = (Step.Challenge) server.respond(tampered);

    assertFails(server.respond(client.last(challenge.data())), SaslError.NOT_AUTHORIZED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "n",
        "n,",
        "n,,",
        "n,,n=user",
        "n,,r=abc,n=user",
        "n,,n=,r=abc",
        "n,,n=user,r=",
        "n,,n=us=er,r=abc",
        "n,,n=us=2c,r=abc",
        "n,,n=user,r=a\u0007c",
        "n,,n=user,r=\u00e9",
        "n,,m=ext,n=user,r=abc",
        "n,,n=user,r=abc,m=ext",
        "n,,n=user,r=abc,",
        "n,,n=user,r=abc,xx",
        "n,b=user,n=user,r=abc",
        "z,,n=user,r=abc",
        "p=tls-exporter,,n=user,r=abc",
        "p=,,n=user,r=abc"
      })
  void a_malformed_first_message_is_refused(String message) {
    assertFails(
        server(SaslMechanism.SCRAM_SHA_1).respond(Octets.ofUtf8(message)),
        SaslError.MALFORMED_REQUEST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "n,,n=user,r=abc",
        "y,,n=user,r=abc",
        "p=tls-unique,,n=user,r=abc",
        "p=x,,n=user,r=abc"
      })
  void plus_needs_an_announced_channel_binding(String message) {
    assertFails(
        server(SaslMechanism.SCRAM_SHA_1_PLUS).respond(Octets.ofUtf8(message)),
        SaslError.MALFORMED_REQUEST);
  }

  @Test
  void bytes_that_are_not_utf_8_are_refused() {
    Octets garbage =
        Octets.ofUtf8("n,,n=").plus(Octets.of((byte) 0xff)).plus(Octets.ofUtf8(",r=a"));

    assertFails(server(SaslMechanism.SCRAM_SHA_1).respond(garbage), SaslError.MALFORMED_REQUEST);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "c=biws,r=abcservernonce MALFORMED_REQUEST",
        "c=biws,r=abcservernonce,p=! MALFORMED_REQUEST",
        "c=!,r=abcservernonce,p=AAAA MALFORMED_REQUEST",
        "r=abcservernonce,c=biws,p=AAAA MALFORMED_REQUEST",
        "c=biws,r=abcservernonce,m=x,p=AAAA MALFORMED_REQUEST",
        "c=biws,r=abcservernonce,p=AAAA,x=1 MALFORMED_REQUEST",
        "c=biws,r=abcother,p=AAAA NOT_AUTHORIZED",
        "c=biws,r=abc,p=AAAA NOT_AUTHORIZED",
        "c=eSws,r=abcservernonce,p=AAAA NOT_AUTHORIZED",
        "c=biws,r=abcservernonce,p=AAAA NOT_AUTHORIZED"
      })
  void a_wrong_final_message_is_refused(String message, SaslError error) {
    SaslServer server = server(SaslMechanism.SCRAM_SHA_1);
    assertThat(server.respond(Octets.ofUtf8("n,,n=user,r=abc"))).isInstanceOf(Step.Challenge.class);

    assertFails(server.respond(Octets.ofUtf8(message)), error);
  }

  @Test
  void without_an_initial_response_the_server_asks_for_it() {
    SaslServer server = server(SaslMechanism.SCRAM_SHA_1);

    assertThat(server.respond(null)).isEqualTo(new Step.Challenge(Octets.EMPTY));
    assertThat(text(server.respond(Octets.ofUtf8("n,,n=user,r=abc")))).startsWith("r=abcserver");
  }

  @ParameterizedTest
  @ValueSource(strings = {"n,,n=USER", "n,,n=user@example.org", "n,a=user@Example.org,n=user"})
  void a_name_may_be_written_in_several_ways(String header) {
    assertThat(server(SaslMechanism.SCRAM_SHA_1).respond(Octets.ofUtf8(header + ",r=abc")))
        .isInstanceOf(Step.Challenge.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "n,a=other@example.org,n=user INVALID_AUTHZID",
        "n,a=user@example.com,n=user INVALID_AUTHZID",
        "n,a=user,n=user INVALID_AUTHZID",
        "n,,n=user@example.com NOT_AUTHORIZED",
        "n,,n=@example.org NOT_AUTHORIZED"
      })
  void nobody_becomes_somebody_else(String header, SaslError error) {
    assertFails(server(SaslMechanism.SCRAM_SHA_1).respond(Octets.ofUtf8(header + ",r=abc")), error);
  }
}
