package im.fenghuo.xep.xep0133admin;

import im.fenghuo.api.CommandAnswer;
import im.fenghuo.api.CommandStep;
import im.fenghuo.api.Jid;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.form.Field;
import java.util.List;

/// The forms of XEP-0133.
final class AdminForm {

  static final String NAMESPACE = "http://jabber.org/protocol/admin";

  static final String ACCOUNT = "accountjid";
  static final String ACCOUNTS = "accountjids";

  private AdminForm() {}

  /// Asks for something, which is all that has to be known.
  static CommandAnswer ask(String title, CommandStep then, Field... fields) {
    return CommandAnswer.last(
        DataForm.form(NAMESPACE, List.of(fields)).titled(title, "Fill out this form."), then);
  }

  /// The one account that it is about.
  static Field account() {
    return Field.of(ACCOUNT, "jid-single").labelled("The account's JID").required();
  }

  /// The accounts that it is about.
  static Field accounts(String label) {
    return Field.of(ACCOUNTS, "jid-multi").labelled(label).required();
  }

  /// What came out.
  static DataForm result(Field... fields) {
    return DataForm.result(NAMESPACE, List.of(fields));
  }

  /// The JIDs in a field that was compared with the form, each once; empty values are left out.
  static List<Jid> jids(DataForm form, String name) {
    return form.values(name).stream()
        .filter(value -> !value.isEmpty())
        .map(Jid::parse)
        .distinct()
        .toList();
  }
}
