package im.fenghuo.config;

import im.fenghuo.api.config.Setting;
import im.fenghuo.api.config.Settings;

/// Whether people may make accounts themselves, by a client (XEP-0077).
public record RegistrationSettings(
    @Setting(
            fallback = "limited",
            doc =
                "\"off\"; \"limited\" to some accounts per address and hour; or \"open\" without"
                    + " limit.")
        Mode mode,
    @Setting(fallback = "10", doc = "Accounts per address and hour when it is limited.")
        int perAddressAndHour) {

  /// Who may register.
  public enum Mode {
    OFF,
    LIMITED,
    OPEN
  }

  /// Something must be allowed when it is not off.
  public RegistrationSettings {
    Settings.range("per-address-and-hour", perAddressAndHour, 1, 1_000_000);
  }
}
