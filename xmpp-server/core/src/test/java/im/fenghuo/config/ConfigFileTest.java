package im.fenghuo.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import im.fenghuo.api.Jid;
import im.fenghuo.api.config.ByteSize;
import im.fenghuo.api.config.Secret;
import im.fenghuo.api.config.Setting;
import im.fenghuo.api.config.Settings;
import im.fenghuo.archive.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {

  private static final Path DIRECTORY = Path.of("/etc/fenghuo");
  private static final Map<String, String> ENVIRONMENT = Map.of("DB_PASSWORD", "from env");

  /// As an extension declares its settings.
  record MamSettings(
      @Setting(fallback = "50", doc = "Messages in a page.") int pageSize,
      @Setting(fallback = "[\"a\"]", doc = "Words.") List<String> words) {

    MamSettings {
      Settings.range("page-size", pageSize, 1, 1000);
    }
  }

  @Test
  void without_a_file_everything_has_a_default() {
    assertThat(ConfigFile.defaults(Map.of()).config())
        .isEqualTo(
            new Config(
                new ServerSettings(List.of(Jid.parse("localhost")), Optional.empty(), List.of()),
                new ListenerSettings("127.0.0.1", 5222, 5223, 5280, 5281),
                new TlsSettings(
                    Optional.empty(), Optional.empty(), List.of("TLSv1.3", "TLSv1.2"), true),
                new SaslSettings(
                    List.of("SCRAM-SHA-512", "SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN"),
                    false,
                    false,
                    10_000,
                    Duration.ofDays(21),
                    Duration.ofDays(1),
                    Optional.empty(),
                    true),
                new LimitSettings(
                    new ByteSize(512 * 1024),
                    new ByteSize(16 * 1024),
                    64,
                    64,
                    100,
                    new ByteSize(1024 * 1024),
                    1000,
                    20,
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(5),
                    10_000,
                    256,
                    new ByteSize(8 * 1024 * 1024),
                    1000),
                new StorageSettings(Optional.empty(), Optional.empty(), 16),
                new ArchiveSettings(2, 200, Duration.ofMillis(10), 20_000, "forever"),
                new ClusterSettings(
                    false, "fenghuo", "127.0.0.1", 5701, 5801, List.of("127.0.0.1:5701")),
                new HttpSettings(
                    true, true, true, Optional.empty(), List.of("*"), Duration.ofMinutes(1)),
                new LogSettings(LogSettings.Level.INFO),
                List.of(),
                List.of()));
  }

  @Test
  void every_key_can_be_given() throws ConfigException {
    Config config =
        parse(
            """
            [server]
            domains = ["chat.example", "other.example"]
            data = "/var/lib/fenghuo"
            admins = ["admin@chat.example"]
            [listeners]
            address = "::"
            xmpp = 1
            xmpps = 2
            http = 3
            https = 4
            [tls]
            certificate = "chain.pem"
            key = "/keys/key.pem"
            versions = ["TLSv1.3"]
            required = false
            [sasl]
            mechanisms = ["SCRAM-SHA-256"]
            plain-without-tls = true
            anonymous = true
            iterations = 4096
            token-lifetime = "30d"
            token-rotation = "12h"
            token-secret = "0123456789"
            limit-attempts = false
            [limits]
            stanza = "1 MiB"
            stanza-before-authentication = "8 KiB"
            depth = 10
            attributes = 20
            stanzas-per-second = 30
            bytes-per-second = "40 B"
            connections-per-address = 50
            sessions-per-account = 60
            time-to-bind = "70s"
            time-for-stanza = "80s"
            silence = "85s"
            time-to-answer = "86s"
            time-to-resume = "87s"
            unacknowledged = 88
            window = 90
            unsent = "2 MiB"
            roster-items = 100
            [storage]
            url = "postgresql://fenghuo@db.example/fenghuo"
            password = { env = "DB_PASSWORD" }
            connections = 4
            [archive]
            writers = 1
            batch = 100
            delay = "5ms"
            waiting = 1000
            retention = "90d"
            [cluster]
            enabled = true
            name = "north"
            address = "10.0.0.1"
            port = 6
            event-bus-port = 7
            members = ["10.0.0.2:6"]
            [http]
            web-client = false
            web-socket = false
            bosh = false
            public-url = "https://chat.example"
            origins = ["https://web.example"]
            bosh-inactivity = "90s"
            [log]
            level = "debug"
            [[domain]]
            name = "other.example"
            retention = "30d"
            [[account]]
            jid = "admin@chat.example"
            password = "admin"
            """);

    assertThat(config.retentions().of("chat.example")).isEqualTo(new Retention(90));
    assertThat(config.retentions().of("other.example")).isEqualTo(new Retention(30));
    assertThat(config)
        .isEqualTo(
            new Config(
                new ServerSettings(
                    List.of(Jid.parse("chat.example"), Jid.parse("other.example")),
                    Optional.of(Path.of("/var/lib/fenghuo")),
                    List.of(Jid.parse("admin@chat.example"))),
                new ListenerSettings("::", 1, 2, 3, 4),
                new TlsSettings(
                    Optional.of(Path.of("/etc/fenghuo/chain.pem")),
                    Optional.of(Path.of("/keys/key.pem")),
                    List.of("TLSv1.3"),
                    false),
                new SaslSettings(
                    List.of("SCRAM-SHA-256"),
                    true,
                    true,
                    4096,
                    Duration.ofDays(30),
                    Duration.ofHours(12),
                    Optional.of(new Secret("0123456789")),
                    false),
                new LimitSettings(
                    new ByteSize(1024 * 1024),
                    new ByteSize(8 * 1024),
                    10,
                    20,
                    30,
                    new ByteSize(40),
                    50,
                    60,
                    Duration.ofSeconds(70),
                    Duration.ofSeconds(80),
                    Duration.ofSeconds(85),
                    Duration.ofSeconds(86),
                    Duration.ofSeconds(87),
                    88,
                    90,
                    new ByteSize(2 * 1024 * 1024),
                    100),
                new StorageSettings(
                    Optional.of("postgresql://fenghuo@db.example/fenghuo"),
                    Optional.of(new Secret("from env")),
                    4),
                new ArchiveSettings(1, 100, Duration.ofMillis(5), 1000, "90d"),
                new ClusterSettings(true, "north", "10.0.0.1", 6, 7, List.of("10.0.0.2:6")),
                new HttpSettings(
                    false,
                    false,
                    false,
                    Optional.of("https://chat.example"),
                    List.of("https://web.example"),
                    Duration.ofSeconds(90)),
                new LogSettings(LogSettings.Level.DEBUG),
                List.of(new DomainSettings(Jid.parse("other.example"), Optional.of("30d"))),
                List.of(new NewAccount(Jid.parse("admin@chat.example"), new Secret("admin")))));
  }

  @Test
  void a_retention_that_makes_no_sense_is_refused() {
    assertThat(problems("[archive]\nretention = \"always\""))
        .containsExactly(
            "test.toml:2:1: archive.retention must be \"forever\" or a duration such as 90d, is"
                + " always");
    assertThat(problems("[[domain]]\nname = \"localhost\"\nretention = \"0d\""))
        .containsExactly(
            "test.toml:3:1: domain.retention must be from 1d to 36500d, or forever, is 0d");
    assertThat(problems("[[domain]]\nname = \"elsewhere\""))
        .containsExactly("test.toml:1:1: domain must be one of server.domains, is elsewhere");
  }

  @Test
  void an_unknown_key_stops_the_start_with_the_nearest_known_name() {
    assertThat(problems("[server]\ndomians = [\"x\"]"))
        .containsExactly("test.toml:2:1: unknown key server.domians; did you mean server.domains?");
    assertThat(problems("[listener]\nxmpp = 1"))
        .containsExactly("test.toml:1:1: unknown key listener; did you mean listeners?");
    assertThat(problems("[log]\ncolourful = true"))
        .containsExactly("test.toml:2:1: unknown key log.colourful; known here are level");
  }

  @Test
  void all_mistakes_are_told_at_once_in_the_order_of_the_file() {
    assertThat(
            problems(
                """
                [listeners]
                xmpp = "5222"
                http = 70000

                [limits]
                stanza = "12 XB"
                depth = 1
                time-to-bind = 30

                [log]
                level = "loud"

                [sasl]
                mechanisms = "PLAIN"
                """))
        .containsExactly(
            "test.toml:2:1: listeners.xmpp must be a whole number, is \"5222\"",
            "test.toml:6:1: limits.stanza must be a size such as 512 B, 256 KiB, 10 MiB or 1 GiB,"
                + " is \"12 XB\"",
            "test.toml:8:1: limits.time-to-bind must be a duration in quotation marks such as"
                + " \"30s\", is 30",
            "test.toml:11:1: log.level must be one of error, warn, info, debug, trace, is \"loud\"",
            "test.toml:14:1: sasl.mechanisms must be a list in brackets, is \"PLAIN\"");
  }

  @Test
  void a_value_out_of_range_names_key_value_and_range() {
    assertThat(problems("[listeners]\nhttp = 70000"))
        .containsExactly("test.toml:2:1: listeners.http must be in 0..65535, is 70000");
    assertThat(problems("[server]\ndomains = [\"a@b\"]"))
        .containsExactly("test.toml:2:1: server.domains must name domains only, is a@b");
    assertThat(problems("[limits]\nunsent = \"1 KiB\""))
        .containsExactly("test.toml:2:1: limits.unsent must be in 512 KiB..1 GiB, is 1 KiB");
    assertThat(problems("[tls]\ncertificate = \"x.pem\""))
        .containsExactly("test.toml: tls.key must be given together with the other, is missing");
  }

  @Test
  void malformed_toml_is_told_with_its_place() {
    assertThat(problems("[server]\ndomains = [\"x\""))
        .first()
        .asString()
        .startsWith("test.toml:2:");
    assertThat(problems("[server]\n[server]")).first().asString().contains("test.toml:2:1: server");
    assertThat(problems("server = 3"))
        .containsExactly("test.toml:1:1: server must be a section [server]");
  }

  @Test
  void a_section_of_accounts_is_repeated_and_complete() {
    assertThat(problems("[account]\njid = \"a@b\""))
        .containsExactly("test.toml:1:1: account must be written as sections [[account]]");
    assertThat(problems("[[account]]\njid = \"a@b\""))
        .singleElement()
        .asString()
        .endsWith("account.password is missing");
  }

  @Test
  void secrets_come_from_files_and_the_environment_and_are_never_shown(@TempDir Path directory)
      throws Exception {
    Files.writeString(directory.resolve("password"), "from file\nsecond line");
    Config config =
        ConfigFile.parse(
                "test.toml",
                "[storage]\nurl = \"postgresql://x\"\npassword = { file = \"password\" }",
                directory,
                ENVIRONMENT,
                Map.of())
            .config();

    assertThat(config.storage().password()).contains(new Secret("from file"));
    assertThat(config.toString()).doesNotContain("from file");
    assertThat(problems("[storage]\nurl = \"postgresql://x\"\npassword = { env = \"NONE\" }"))
        .containsExactly(
            "test.toml:3:1: storage.password names an environment variable that is not set: NONE");
    assertThat(problems("[storage]\nurl = \"postgresql://x\"\npassword = 12345"))
        .singleElement()
        .asString()
        .doesNotContain("12345");
  }

  @Test
  void extensions_have_sections_of_their_own() throws ConfigException {
    Map<String, Class<? extends Record>> extensions = Map.of("mam", MamSettings.class);

    assertThat(ConfigFile.defaults(extensions).extension("mam", MamSettings.class))
        .isEqualTo(new MamSettings(50, List.of("a")));
    assertThat(
            ConfigFile.parse(
                    "test.toml",
                    "[xep.mam]\npage-size = 7\nwords = []",
                    DIRECTORY,
                    ENVIRONMENT,
                    extensions)
                .extension("mam", MamSettings.class))
        .isEqualTo(new MamSettings(7, List.of()));
    ConfigException refused =
        catchThrowableOfType(
            ConfigException.class,
            () ->
                ConfigFile.parse(
                    "test.toml",
                    "[xep.mam]\npage-size = 0\n[xep.man]",
                    DIRECTORY,
                    ENVIRONMENT,
                    extensions));
    assertThat(refused.problems())
        .extracting(Problem::toString)
        .containsExactlyInAnyOrder(
            "test.toml:2:1: xep.mam.page-size must be in 1..1000, is 0",
            "test.toml:3:1: unknown key xep.man; did you mean xep.mam?");
  }

  @Test
  void ports_are_shifted_together_except_those_that_are_any() throws ConfigException {
    Config config = parse("[listeners]\nhttp = 0").portsShifted(100);

    assertThat(config.listeners().xmpp()).isEqualTo(5322);
    assertThat(config.listeners().http()).isZero();
    assertThat(config.cluster().port()).isEqualTo(5801);
  }

  @Test
  void a_file_that_cannot_be_read_is_a_problem(@TempDir Path directory) throws IOException {
    ConfigException missing =
        catchThrowableOfType(
            ConfigException.class,
            () -> ConfigFile.read(directory.resolve("nowhere.toml"), Map.of()));
    assertThat(missing)
        .hasMessageContaining("nowhere.toml: cannot be read: there is no such file or directory");

    Path binary = Files.write(directory.resolve("binary.toml"), new byte[] {(byte) 0xff, 0});
    ConfigException malformed =
        catchThrowableOfType(ConfigException.class, () -> ConfigFile.read(binary, Map.of()));
    assertThat(malformed).hasMessageContaining("is not in UTF-8");
  }

  private static Config parse(String text) throws ConfigException {
    return ConfigFile.parse("test.toml", text, DIRECTORY, ENVIRONMENT, Map.of()).config();
  }

  private static List<String> problems(String text) {
    return catchThrowableOfType(ConfigException.class, () -> parse(text)).problems().stream()
        .map(Problem::toString)
        .toList();
  }
}
