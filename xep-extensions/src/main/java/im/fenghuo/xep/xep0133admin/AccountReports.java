package im.fenghuo.xep.xep0133admin;

import im.fenghuo.api.Accounts;
import im.fenghuo.api.CommandAnswer;
import im.fenghuo.api.Condition;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Roster;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.form.Field;
import im.fenghuo.api.xml.Element;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Commands that tell of one account (XEP-0133 §4.8 to §4.10). Everything blocks.
final class AccountReports {

  private static final String ROSTER = "jabber:iq:roster";

  private final Accounts accounts;
  private final Clock clock;

  AccountReports(Accounts accounts, Clock clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  /// §4.8.
  CommandAnswer roster(IqRequest request, DataForm nothing) {
    return AdminForm.ask(
        "Get a user's roster", this::rosterTold, AdminForm.accounts("Whose roster, one at a time"));
  }

  private CommandAnswer rosterTold(IqRequest request, DataForm form) throws StanzaException {
    Jid account = one(form);
    Element.Builder query = Element.of(ROSTER, "query");
    accounts.roster(account).items().forEach(item -> query.child(item(item)));
    Element result = AdminForm.result(accountField(account)).toElement().with(query.build());
    return new CommandAnswer.Done(result, List.of());
  }

  private static Element item(Roster.Item contact) {
    Element.Builder item =
        Element.of(ROSTER, "item")
            .attribute("jid", contact.jid().toString())
            .attribute("name", contact.name().isEmpty() ? null : contact.name())
            .attribute("subscription", contact.subscription().value())
            .attribute("ask", contact.ask() ? "subscribe" : null);
    contact.groups().forEach(group -> item.child("group", group));
    return item.build();
  }

  /// §4.9: when it was online last, which is now for those who are.
  CommandAnswer lastLogin(IqRequest request, DataForm nothing) {
    return AdminForm.ask(
        "Get when a user was online last",
        this::lastLoginTold,
        AdminForm.accounts("Who, one at a time"));
  }

  private CommandAnswer lastLoginTold(IqRequest request, DataForm form) throws StanzaException {
    Jid account = one(form);
    return CommandAnswer.done(
        AdminForm.result(accountField(account), lastField(accounts.whereabouts(account))));
  }

  /// §4.10, as far as it is known here.
  CommandAnswer statistics(IqRequest request, DataForm nothing) {
    return AdminForm.ask("Get a user's statistics", this::statisticsTold, AdminForm.account());
  }

  private CommandAnswer statisticsTold(IqRequest request, DataForm form) throws StanzaException {
    Jid account = AdminForm.jids(form, AdminForm.ACCOUNT).getFirst().bare();
    Accounts.Whereabouts whereabouts = accounts.whereabouts(account);
    int contacts = accounts.roster(account).items().size();
    List<String> resources = whereabouts.sessions().stream().map(Jid::resourcepart).toList();
    return CommandAnswer.done(
        AdminForm.result(
            Field.result(AdminForm.ACCOUNT, List.of(account.toString())),
            Field.result("rostersize", List.of(Integer.toString(contacts))),
            Field.result("onlineresources", "text-multi", resources),
            lastField(whereabouts)));
  }

  private static Field accountField(Jid account) {
    return Field.result(AdminForm.ACCOUNTS, "jid-multi", List.of(account.toString()));
  }

  private Field lastField(Accounts.Whereabouts whereabouts) {
    @Nullable Instant last =
        whereabouts.sessions().isEmpty() ? whereabouts.lastOnline() : clock.instant();
    return Field.result(
        "lastlogin",
        last == null ? List.of() : List.of(last.truncatedTo(ChronoUnit.SECONDS).toString()));
  }

  private static Jid one(DataForm form) throws StanzaException {
    List<Jid> jids = AdminForm.jids(form, AdminForm.ACCOUNTS);
    if (jids.size() != 1) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "one account at a time");
    }
    return jids.getFirst().bare();
  }
}
