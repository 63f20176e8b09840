package im.fenghuo.xep.xep0133admin;

import im.fenghuo.api.Accounts.Activity;
import im.fenghuo.api.Command;
import im.fenghuo.api.CommandStep;
import im.fenghuo.api.Directory;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Services;
import im.fenghuo.api.Target;
import im.fenghuo.api.Xep;
import java.util.List;

/// [XEP-0133](https://xmpp.org/extensions/xep-0133.html): Service Administration, for the
/// administrators that are configured; at the server's address, and at the administrator's own.
///
/// Left out: accounts that are disabled for a while (§4.3, §4.4, §4.14, §4.19), as to others they
/// would seem not to exist and lose their subscriptions; lists of who may communicate (§4.11,
/// §4.12), messages of the day and of welcome (§4.24 to §4.28); and administrators (§4.29), restart
/// and shutdown (§4.30, §4.31), which are the matter of the configuration and of whatever runs the
/// server.
public final class Xep0133Admin implements Xep {

  private final Services services;
  private final Directory directory;

  /// @param services of the server
  public Xep0133Admin(Services services) {
    this.services = services;
    this.directory = services.directory();
  }

  @Override
  public Document document() {
    return new Document(133, "admin", "1.3.0");
  }

  @Override
  public void install(Registrar on) {
    for (Command command : commands()) {
      on.command(Target.SERVER, command);
      on.command(Target.ACCOUNT, command);
    }
  }

  private List<Command> commands() {
    AccountCommands change = new AccountCommands(services.accounts(), directory);
    AccountReports account = new AccountReports(services.accounts(), services.clock());
    ServiceReports all = new ServiceReports(services.accounts());
    Announcement announcement = new Announcement(services);
    return List.of(
        command("add-user", "Add a user", change::add),
        command("delete-user", "Delete users", change::delete),
        command("end-user-session", "End sessions of users", change::endSessions),
        command("change-user-password", "Change a user's password", change::changePassword),
        command("get-user-roster", "Get a user's roster", account::roster),
        command("get-user-lastlogin", "Get when a user was online last", account::lastLogin),
        command("user-stats", "Get a user's statistics", account::statistics),
        command("get-registered-users-num", "Count registered users", all::registeredNumber),
        command(
            "get-online-users-num",
            "Count online users",
            all.onlineNumber("onlineusersnum", Activity.ANY)),
        command(
            "get-active-users-num",
            "Count active users",
            all.onlineNumber("activeusersnum", Activity.ACTIVE)),
        command(
            "get-idle-users-num",
            "Count idle users",
            all.onlineNumber("idleusersnum", Activity.IDLE)),
        command("get-registered-users-list", "List registered users", all::registered),
        command(
            "get-online-users-list",
            "List online users",
            all.online("List online users", "onlineuserjids", Activity.ANY)),
        command(
            "get-active-users",
            "List active users",
            all.online("List active users", "activeuserjids", Activity.ACTIVE)),
        command(
            "get-idle-users",
            "List idle users", // whose field has that name too (§4.22)
            all.online("List idle users", "activeuserjids", Activity.IDLE)),
        command("announce", "Send an announcement to online users", announcement::write));
  }

  private Command command(String name, String title, CommandStep first) {
    return new Command(AdminForm.NAMESPACE + "#" + name, title, this::isPermitted, first);
  }

  /// An administrator asks the server, or their own account.
  private boolean isPermitted(IqRequest request) {
    return directory.admins().contains(request.iq().sender().bare()) && request.isOwn();
  }
}
