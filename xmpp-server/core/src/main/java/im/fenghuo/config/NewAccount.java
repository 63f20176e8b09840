package im.fenghuo.config;

import im.fenghuo.api.Jid;
import im.fenghuo.api.config.Secret;
import im.fenghuo.api.config.Setting;
import im.fenghuo.api.config.Settings;

/// An account that is made at the start when it does not exist.
public record NewAccount(
    @Setting(doc = "The account.") Jid jid,
    @Setting(doc = "Its first password. Changing it here later changes nothing.") Secret password) {

  /// A bare JID, and no empty password.
  public NewAccount {
    Settings.check(jid.isBare() && jid.hasLocalpart(), "jid", jid, "must be written name@domain");
    Settings.check(!password.value().isEmpty(), "password", "empty", "must not be empty");
  }
}
