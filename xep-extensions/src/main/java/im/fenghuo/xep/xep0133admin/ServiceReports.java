package im.fenghuo.xep.xep0133admin;

import im.fenghuo.api.Accounts;
import im.fenghuo.api.Accounts.Activity;
import im.fenghuo.api.CommandAnswer;
import im.fenghuo.api.CommandNote;
import im.fenghuo.api.CommandStep;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.form.Field;
import java.util.List;

/// Commands that count and list the accounts of a domain (XEP-0133 §4.13 to §4.22). Everything
/// blocks.
///
/// @param accounts of the server
record ServiceReports(Accounts accounts) {

  private static final String MAX_ITEMS = "max_items";
  private static final int USUAL = 100;

  /// What "none" means: no list is longer.
  private static final int MOST = 1000;

  /// §4.13.
  CommandAnswer registeredNumber(IqRequest request, DataForm nothing) {
    return number("registeredusersnum", accounts.count(request.domain()));
  }

  /// §4.15 to §4.17: how many there are who do that.
  CommandStep onlineNumber(String field, Activity activity) {
    return (request, _) ->
        number(field, accounts.online(request.domain(), activity, null, 0).count());
  }

  private static CommandAnswer number(String field, long number) {
    return CommandAnswer.done(
        AdminForm.result(Field.result(field, List.of(Long.toString(number)))));
  }

  /// §4.18.
  CommandAnswer registered(IqRequest request, DataForm nothing) {
    return askForMost("Get the registered users", this::registeredTold);
  }

  private CommandAnswer registeredTold(IqRequest request, DataForm form) {
    List<Jid> page = accounts.page(request.domain(), null, most(form));
    return list("registereduserjids", accounts.count(request.domain()), page);
  }

  /// §4.20 to §4.22: who does that.
  CommandStep online(String title, String field, Activity activity) {
    return (_, _) ->
        askForMost(title, (request, form) -> onlineTold(request, form, field, activity));
  }

  private CommandAnswer onlineTold(
      IqRequest request, DataForm form, String field, Activity activity) throws StanzaException {
    Accounts.Online online = accounts.online(request.domain(), activity, null, most(form));
    return list(field, online.count(), online.page());
  }

  private static CommandAnswer askForMost(String title, CommandStep then) {
    return AdminForm.ask(
        title,
        then,
        Field.choice(
                MAX_ITEMS,
                Integer.toString(USUAL),
                List.of("25", "50", "75", "100", "150", "200", "none"))
            .labelled("How many at most"));
  }

  private static int most(DataForm form) {
    String value = form.value(MAX_ITEMS);
    if (value == null || value.isEmpty()) {
      return USUAL;
    }
    return value.equals("none") ? MOST : Integer.parseInt(value);
  }

  private static CommandAnswer list(String field, long count, List<Jid> page) {
    DataForm result =
        AdminForm.result(
            Field.result(field, "jid-multi", page.stream().map(Jid::toString).toList()));
    return count > page.size()
        ? CommandAnswer.done(
            result, CommandNote.warn("these are the first " + page.size() + " of " + count))
        : CommandAnswer.done(result);
  }
}
