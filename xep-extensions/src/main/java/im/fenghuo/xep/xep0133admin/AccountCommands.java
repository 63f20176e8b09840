package im.fenghuo.xep.xep0133admin;

import im.fenghuo.api.Accounts;
import im.fenghuo.api.CommandAnswer;
import im.fenghuo.api.CommandNote;
import im.fenghuo.api.Condition;
import im.fenghuo.api.Directory;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.form.Field;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Commands that change accounts (XEP-0133 §4.1 to §4.7). Everything blocks, and everything that
/// was done is logged: who, what, whom.
final class AccountCommands {

  private static final Logger LOG = LoggerFactory.getLogger(AccountCommands.class);
  private static final String PASSWORD = "password";
  private static final String AGAIN = "password-verify";

  private final Accounts accounts;
  private final Directory directory;

  AccountCommands(Accounts accounts, Directory directory) {
    this.accounts = accounts;
    this.directory = directory;
  }

  /// §4.1.
  CommandAnswer add(IqRequest request, DataForm nothing) {
    return AdminForm.ask(
        "Add a user",
        this::added,
        AdminForm.account(),
        password(),
        Field.of(AGAIN, "text-private").labelled("The password again").required());
  }

  private static Field password() {
    return Field.of(PASSWORD, "text-private").labelled("The password").required();
  }

  private CommandAnswer added(IqRequest request, DataForm form) throws StanzaException {
    Jid account = local(AdminForm.jids(form, AdminForm.ACCOUNT).getFirst());
    String password = form.values(PASSWORD).getFirst();
    if (!password.equals(form.value(AGAIN))) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "the two passwords differ");
    }
    accounts.create(account, password);
    log(request, "has added", account);
    return CommandAnswer.done(CommandNote.info(account + " was added"));
  }

  /// §4.2.
  CommandAnswer delete(IqRequest request, DataForm nothing) {
    return AdminForm.ask(
        "Delete users", this::deleted, AdminForm.accounts("The accounts to delete"));
  }

  private CommandAnswer deleted(IqRequest request, DataForm form) {
    return each(
        form,
        jid -> {
          Jid account = local(jid);
          if (account.equals(request.iq().sender().bare())) {
            throw new StanzaException(Condition.NOT_ALLOWED, "this is your own account");
          }
          accounts.remove(account);
          log(request, "has deleted", account);
          return account + " was deleted";
        });
  }

  /// §4.5.
  CommandAnswer endSessions(IqRequest request, DataForm nothing) {
    return AdminForm.ask(
        "End sessions of users",
        this::sessionsEnded,
        AdminForm.accounts("Whose sessions to end; with a resource, only that one"));
  }

  private CommandAnswer sessionsEnded(IqRequest request, DataForm form) {
    return each(
        form,
        jid -> {
          local(jid);
          long ended = accounts.endSessions(jid);
          log(request, "has ended the sessions of", jid);
          return jid + ": sessions ended: " + ended;
        });
  }

  /// §4.7.
  CommandAnswer changePassword(IqRequest request, DataForm nothing) {
    return AdminForm.ask(
        "Change a user's password", this::passwordChanged, AdminForm.account(), password());
  }

  private CommandAnswer passwordChanged(IqRequest request, DataForm form) throws StanzaException {
    Jid account = local(AdminForm.jids(form, AdminForm.ACCOUNT).getFirst());
    accounts.changePassword(account, form.values(PASSWORD).getFirst());
    log(request, "has changed the password of", account);
    return CommandAnswer.done(CommandNote.info("the password of " + account + " was changed"));
  }

  @FunctionalInterface
  private interface Change {
    String make(Jid jid) throws StanzaException;
  }

  /// One that fails does not keep the others from being done; each has its note.
  private static CommandAnswer each(DataForm form, Change change) {
    List<CommandNote> notes = new ArrayList<>();
    for (Jid jid : AdminForm.jids(form, AdminForm.ACCOUNTS)) {
      try {
        notes.add(CommandNote.info(change.make(jid)));
      } catch (StanzaException e) {
        notes.add(CommandNote.error(jid + ": " + e.getMessage()));
      }
    }
    return CommandAnswer.done(notes.toArray(CommandNote[]::new));
  }

  /// The account that a JID means.
  ///
  /// @throws StanzaException `item-not-found` when it is none of this server
  private Jid local(Jid jid) throws StanzaException {
    if (!jid.hasLocalpart() || !directory.domains().contains(jid.domainpart())) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND, jid + " is no account of this server");
    }
    return jid.bare();
  }

  private static void log(IqRequest request, String what, Jid whom) {
    LOG.info("Administrator {} {} {}", request.iq().sender(), what, whom);
  }
}
