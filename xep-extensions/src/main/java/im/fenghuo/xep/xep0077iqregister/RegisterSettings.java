package im.fenghuo.xep.xep0077iqregister;

import im.fenghuo.api.config.Setting;
import im.fenghuo.api.config.Settings;

/// Who may make an account.
public record RegisterSettings(
    @Setting(
            fallback = "limited",
            doc =
                "Whether clients may make accounts: off, open to all, or limited in number for each"
                    + " network address. Passwords can be changed and accounts removed in any case.")
        Mode registration,
    @Setting(
            fallback = "20",
            doc = "How many accounts one network address may try to make in an hour, if limited.")
        int attemptsPerHour) {

  /// Who may make an account.
  public enum Mode {
    OFF,
    OPEN,
    LIMITED
  }

  public RegisterSettings {
    Settings.range("attempts-per-hour", attemptsPerHour, 1, 1_000_000);
  }
}
