package im.fenghuo.dist;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Jid;
import im.fenghuo.config.Config;
import im.fenghuo.config.ConfigFile;
import im.fenghuo.config.Reference;
import im.fenghuo.xep.XepCatalog;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationDocTest {

  private static final Path DOCS = Path.of("../../docs");
  private static final Path EXAMPLES = DOCS.resolve("examples");

  private final Reference reference = new Reference(XepCatalog.SETTINGS);

  @Test
  void the_reference_is_the_one_made_from_the_records() throws Exception {
    assertThat(Files.readString(DOCS.resolve("configuration.md")))
        .as("stale: ./fenghuo config reference --markdown > docs/configuration.md")
        .isEqualTo(reference.markdown());
    assertThat(Files.readString(EXAMPLES.resolve("server.toml")))
        .as("stale: ./fenghuo config reference --toml > docs/examples/server.toml")
        .isEqualTo(reference.toml());
  }

  @Test
  void the_example_of_all_defaults_says_the_same_as_no_file() throws Exception {
    assertThat(ConfigFile.read(EXAMPLES.resolve("server.toml"), XepCatalog.SETTINGS))
        .isEqualTo(ConfigFile.defaults(XepCatalog.SETTINGS));
  }

  @Test
  void the_example_for_the_interoperability_suite_offers_what_it_needs() throws Exception {
    ConfigFile file = ConfigFile.read(EXAMPLES.resolve("interop.toml"), XepCatalog.SETTINGS);
    Config config = file.config();

    assertThat(XepCatalog.offersRegistration(file::extension)).isTrue();
    assertThat(config.sasl().plainWithoutTls()).isTrue();
    assertThat(config.tls().required()).isFalse();
    assertThat(config.server().admins()).containsExactly(Jid.parse("admin@localhost"));
    assertThat(config.account().getFirst().password().value()).isEqualTo("admin");
  }

  @Test
  void the_example_for_load_tests_has_no_rates() throws Exception {
    Config config = ConfigFile.read(EXAMPLES.resolve("bench.toml"), XepCatalog.SETTINGS).config();

    assertThat(config.limits().stanzasPerSecond()).isZero();
    assertThat(config.limits().bytesPerSecond().bytes()).isZero();
    assertThat(config.sasl().limitAttempts()).isFalse();
  }

  @Test
  void a_client_that_sends_an_avatar_is_not_disturbed() {
    Config config = ConfigFile.defaults(XepCatalog.SETTINGS).config();

    assertThat(config.limits().stanza().bytes()).isGreaterThan(150_000);
    assertThat(config.limits().bytesPerSecond().bytes()).isGreaterThan(500_000);
  }
}
