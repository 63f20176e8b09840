package im.fenghuo.config;

import im.fenghuo.api.Jid;
import im.fenghuo.api.config.Setting;
import im.fenghuo.api.config.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Who we are.
public record ServerSettings(
    @Setting(fallback = "[\"localhost\"]", doc = "The domains that accounts live at.")
        List<Jid> domains,
    @Setting(
            doc =
                "Where everything is kept: database, certificate, secrets. By default the directory"
                    + " `data` where the server is started; the option --data comes first.")
        Optional<Path> data,
    @Setting(doc = "Accounts with an administrator's rights, as JIDs.") List<Jid> admins) {

  /// At least one domain, and only domains; bare JIDs for administrators.
  public ServerSettings {
    Settings.check(!domains.isEmpty(), "domains", domains, "must name at least one domain");
    for (Jid domain : domains) {
      Settings.check(domain.isDomain(), "domains", domain, "must name domains only");
    }
    for (Jid admin : admins) {
      Settings.check(
          admin.isBare() && admin.hasLocalpart(),
          "admins",
          admin,
          "must name accounts as in admin@localhost");
    }
    domains = List.copyOf(domains);
    admins = List.copyOf(admins);
  }

  /// Where everything is kept.
  public Path dataDirectory() {
    return data.orElse(Path.of("data"));
  }
}
