package im.fenghuo.xep;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.DiscoInfo;
import im.fenghuo.api.Services;
import im.fenghuo.api.Target;
import im.fenghuo.api.TestRegistrar;
import im.fenghuo.api.Xep;
import im.fenghuo.xep.xep0077iqregister.RegisterSettings;
import im.fenghuo.xep.xep0157contacts.ContactSettings;
import im.fenghuo.xep.xep0313mam.MamSettings;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

class XepCatalogTest {

  private final TestRegistrar server = new TestRegistrar();
  private final List<Xep> all =
      XepCatalog.all(
          new Services(null, null, null, server, Clock.systemUTC(), _ -> {}),
          XepCatalogTest::settings);

  private static <R extends Record> R settings(String name, Class<R> type) {
    return type.cast(
        switch (name) {
          case "register" -> new RegisterSettings(RegisterSettings.Mode.OPEN, 1);
          case "contacts" ->
              new ContactSettings(
                  List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
          default -> new MamSettings(50, 500);
        });
  }

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
