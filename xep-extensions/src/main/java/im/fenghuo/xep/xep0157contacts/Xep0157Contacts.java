package im.fenghuo.xep.xep0157contacts;

import im.fenghuo.api.Registrar;
import im.fenghuo.api.Target;
import im.fenghuo.api.Xep;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.form.Field;
import java.util.ArrayList;
import java.util.List;

/// [XEP-0157](https://xmpp.org/extensions/xep-0157.html): Contact Addresses for XMPP Services, as a
/// form in the server's service discovery (XEP-0128).
public final class Xep0157Contacts implements Xep {

  private final ContactSettings settings;

  /// @param settings whom to turn to
  public Xep0157Contacts(ContactSettings settings) {
    this.settings = settings;
  }

  @Override
  public Document document() {
    return new Document(157, "contacts", "1.1.1");
  }

  @Override
  public void install(Registrar on) {
    List<Field> fields = new ArrayList<>();
    add(fields, "abuse-addresses", settings.abuse());
    add(fields, "admin-addresses", settings.admin());
    add(fields, "feedback-addresses", settings.feedback());
    add(fields, "sales-addresses", settings.sales());
    add(fields, "security-addresses", settings.security());
    add(fields, "status-addresses", settings.status());
    add(fields, "support-addresses", settings.support());
    if (!fields.isEmpty()) {
      on.form(
          Target.SERVER,
          DataForm.result("http://jabber.org/network/serverinfo", fields).toElement());
    }
  }

  private static void add(List<Field> fields, String name, List<String> addresses) {
    if (!addresses.isEmpty()) {
      fields.add(new Field(name, "list-multi", "", false, addresses, List.of()));
    }
  }
}
