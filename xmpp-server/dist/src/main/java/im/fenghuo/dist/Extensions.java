package im.fenghuo.dist;

import im.fenghuo.config.ConfigFile;
import im.fenghuo.xep.XepSettings;
import im.fenghuo.xep.xep0077iqregister.RegisterSettings;
import im.fenghuo.xep.xep0157contacts.ContactSettings;
import im.fenghuo.xep.xep0313mam.MamSettings;
import java.util.Map;

/// What the program knows of extensions before they are made.
final class Extensions {

  /// The records of the sections `[xep.NAME]`, by name.
  static final Map<String, Class<? extends Record>> SETTINGS =
      Map.of(
          "register", RegisterSettings.class,
          "contacts", ContactSettings.class,
          "mam", MamSettings.class);

  private Extensions() {}

  /// What was configured.
  static XepSettings settings(ConfigFile file) {
    return new XepSettings(
        file.extension("register", RegisterSettings.class),
        file.extension("contacts", ContactSettings.class),
        file.extension("mam", MamSettings.class));
  }
}
