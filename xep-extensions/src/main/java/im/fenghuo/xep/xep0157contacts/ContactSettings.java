package im.fenghuo.xep.xep0157contacts;

import im.fenghuo.api.config.Setting;
import im.fenghuo.api.config.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/// Whom to turn to, as URIs: `mailto:`, `xmpp:`, `https:`.
public record ContactSettings(
    @Setting(doc = "For reports of abuse.") List<String> abuse,
    @Setting(doc = "The administrators.") List<String> admin,
    @Setting(doc = "For what users think of the service.") List<String> feedback,
    @Setting(doc = "For sales and marketing.") List<String> sales,
    @Setting(doc = "For security concerns.") List<String> security,
    @Setting(doc = "Where the state of the service is shown.") List<String> status,
    @Setting(doc = "For help.") List<String> support) {

  public ContactSettings {
    abuse = uris("abuse", abuse);
    admin = uris("admin", admin);
    feedback = uris("feedback", feedback);
    sales = uris("sales", sales);
    security = uris("security", security);
    status = uris("status", status);
    support = uris("support", support);
  }

  private static List<String> uris(String key, List<String> addresses) {
    for (String address : addresses) {
      Settings.check(
          isUri(address), key, address, "must list URIs such as mailto:help@example.org");
    }
    return List.copyOf(addresses);
  }

  private static boolean isUri(String address) {
    try {
      return new URI(address).isAbsolute();
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
