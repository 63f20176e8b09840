package im.fenghuo.xep;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.DiscoInfo;
import im.fenghuo.api.Services;
import im.fenghuo.api.Target;
import im.fenghuo.api.Xep;
import im.fenghuo.config.ConfigFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XepCatalogTest {

  @TempDir private static Path data;

  private final TestServer server = new TestServer().dataAt(data);
  private final List<Xep> all =
      XepCatalog.all(
          new Services(null, null, null, null, server.directory(), Clock.systemUTC(), _ -> {}),
          ConfigFile.defaults(XepCatalog.SETTINGS)::extension);

  @Test
  void extensions_are_listed_by_number_and_named_after_it() {
    assertThat(all).extracting(xep -> xep.document().number()).isSorted().doesNotHaveDuplicates();
    assertThat(all)
        .allSatisfy(xep -> {
          String number = "%04d".formatted(xep.document().number());
          assertThat(xep.getClass().getSimpleName()).startsWith("Xep" + number);
          assertThat(xep.getClass().getPackageName()).contains(".xep" + number);
        });
  }

  @Test
  void all_install_together() {
    all.forEach(server::install);
    assertThat(server.features(Target.SERVER))
        .contains(DiscoInfo.NAMESPACE, "urn:xmpp:ping", "urn:xmpp:blocking", "urn:xmpp:carbons:2");
    assertThat(server.features(Target.ACCOUNT))
        .contains("urn:xmpp:mam:2", "urn:xmpp:mam:2#extended", "urn:xmpp:sid:0");
  }
}
