package im.fenghuo.config;

import im.fenghuo.api.Jid;
import im.fenghuo.api.config.Setting;
import im.fenghuo.api.config.Settings;
import im.fenghuo.archive.Retention;
import java.util.Optional;

/// What holds for the accounts of one domain.
public record DomainSettings(
    @Setting(doc = "The domain.") Jid name,
    @Setting(doc = "How long messages of its accounts are kept, as in archive.retention.")
        Optional<String> retention) {

  /// Only what can be kept to.
  public DomainSettings {
    Settings.check(name.isDomain(), "name", name, "must name a domain");
    retention.ifPresent(text -> ArchiveSettings.retention("retention", text));
  }

  /// How long messages of its accounts are kept, if that is said here.
  public Optional<Retention> retained() {
    return retention.map(Retention::parse);
  }
}
