package im.fenghuo.xep.xep0133admin;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Accounts;
import im.fenghuo.api.Condition;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Roster;
import im.fenghuo.api.Services;
import im.fenghuo.api.Stanza;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.TestAccount;
import im.fenghuo.api.TestSession;
import im.fenghuo.xep.TestServer;
import im.fenghuo.xep.xep0050adhoc.Xep0050Adhoc;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Xep0133AdminTest {

  private static final String COMMANDS = "http://jabber.org/protocol/commands";
  private static final Pattern SESSION = Pattern.compile("sessionid='(\\w+)'");
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private final TreeMap<Jid, String> passwords = new TreeMap<>();
  private final List<Jid> online = new ArrayList<>();
  private final List<Stanza> sent = new ArrayList<>();
  private final List<Jid> ended = new ArrayList<>();
  private final TestServer server = new TestServer();
  private final TestAccount account = new TestAccount("admin@localhost", 1);
  private final TestSession admin = account.connect("desk");
  private final TestAccount juliet =
      new TestAccount("juliet@localhost", 2).contact("romeo@localhost", Roster.Subscription.BOTH);

  Xep0133AdminTest() {
    passwords.put(account.jid(), "admin");
    passwords.put(juliet.jid(), "wherefore");
    Services services =
        new Services(
            null,
            null,
            null,
            new Register(),
            server.directory(),
            Clock.fixed(NOW, ZoneOffset.UTC),
            sent::add);
    server.install(new Xep0050Adhoc(services));
    server.install(new Xep0133Admin(services));
  }

  private final class Register implements Accounts {
    @Override
    public boolean exists(Jid bareJid) {
      return passwords.containsKey(bareJid);
    }

    @Override
    public void create(Jid bareJid, String password) throws StanzaException {
      if (passwords.putIfAbsent(bareJid, password) != null) {
        throw new StanzaException(Condition.CONFLICT, "the account exists already");
      }
    }

    private void require(Jid bareJid) throws StanzaException {
      if (!exists(bareJid)) {
        throw new StanzaException(Condition.ITEM_NOT_FOUND, "there is no such account");
      }
    }

    @Override
    public void changePassword(Jid bareJid, String password) throws StanzaException {
      require(bareJid);
      passwords.put(bareJid, password);
    }

    @Override
    public void remove(Jid bareJid) throws StanzaException {
      require(bareJid);
      passwords.remove(bareJid);
    }

    @Override
    public Instant lastOnline(Jid bareJid) {
      return NOW.minusSeconds(60);
    }

    @Override
    public long count(String domain) {
      return passwords.size();
    }

    @Override
    public List<Jid> page(String domain, Jid after, int limit) {
      return passwords.keySet().stream().limit(limit).toList();
    }

    @Override
    public Roster roster(Jid bareJid) throws StanzaException {
      require(bareJid);
      return juliet.roster();
    }

    @Override
    public Online online(String domain, Activity activity, Jid after, int limit) {
      List<Jid> page =
          online.stream()
              .filter(jid -> after == null || jid.compareTo(after) > 0)
              .sorted()
              .limit(limit)
              .toList();
      return new Online(activity == Activity.IDLE ? 0 : online.size(), page);
    }

    @Override
    public long endSessions(Jid jid) throws StanzaException {
      require(jid.bare());
      ended.add(jid);
      return 1;
    }
  }

  private String ask(TestSession session, String name, String rest) {
    return server
        .ask(
            session,
            Target.SERVER,
            "<iq xmlns='jabber:client' id='1' type='set'><command xmlns='%s' node='%s#%s' %s</iq>"
                .formatted(COMMANDS, AdminForm.NAMESPACE, name, rest))
        .toString();
  }

  /// Fills in what the command asks for, as pairs of name and value.
  private String run(String name, String... fields) {
    Matcher session = SESSION.matcher(ask(admin, name, "/>"));
    assertThat(session.find()).isTrue();
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      form.append("<field var='" + fields[i] + "'>");
      for (String value : List.of(fields[i + 1].split(" ", -1))) {
        form.append("<value>" + value + "</value>");
      }
      form.append("</field>");
    }
    return ask(
        admin,
        name,
        "action='complete' sessionid='%s'><x xmlns='jabber:x:data' type='submit'>%s</x></command>"
            .formatted(session.group(1), form));
  }

  @Test
  void only_administrators_may() {
    assertThat(ask(juliet.connect("balcony"), "add-user", "/>")).contains("<forbidden ");
    assertThat(ask(admin, "add-user", "/>")).contains("status='executing'");
  }

  @Test
  void an_account_is_added() {
    String add =
        run("add-user", "accountjid", "romeo@localhost", "password", "a", "password-verify", "a");
    assertThat(add).contains("status='completed'", "<note type='info'>");
    assertThat(passwords).containsEntry(Jid.parse("romeo@localhost"), "a");
  }

  @Test
  void an_account_is_not_added_when_something_is_wrong() {
    assertThat(
            run("add-user", "accountjid", "r@localhost", "password", "a", "password-verify", "b"))
        .contains("<note type='error'>the two passwords differ");
    assertThat(run("add-user", "accountjid", "r@there", "password", "a", "password-verify", "a"))
        .contains("<note type='error'>r@there is no account of this server");
    assertThat(
            run(
                "add-user",
                "accountjid",
                "juliet@localhost",
                "password",
                "a",
                "password-verify",
                "a"))
        .contains("<note type='error'>the account exists already");
    assertThat(passwords).hasSize(2).containsEntry(juliet.jid(), "wherefore");
  }

  @Test
  void accounts_are_deleted_but_not_ones_own() {
    assertThat(
            run(
                "delete-user",
                "accountjids",
                "juliet@localhost/x nobody@localhost admin@localhost"))
        .contains(
            "<note type='info'>juliet@localhost was deleted",
            "<note type='error'>nobody@localhost: there is no such account",
            "<note type='error'>admin@localhost: this is your own account");
    assertThat(passwords).containsOnlyKeys(account.jid());
  }

  @Test
  void sessions_are_ended_all_or_one() {
    assertThat(run("end-user-session", "accountjids", "juliet@localhost/x juliet@localhost"))
        .contains("status='completed'")
        .doesNotContain("error");
    assertThat(ended).containsExactly(Jid.parse("juliet@localhost/x"), juliet.jid());
  }

  @Test
  void a_password_is_changed() {
    assertThat(run("change-user-password", "accountjid", "juliet@localhost", "password", "new"))
        .contains("status='completed'")
        .doesNotContain("error");
    assertThat(passwords).containsEntry(juliet.jid(), "new");
  }

  @Test
  void a_roster_is_read() {
    assertThat(run("get-user-roster", "accountjids", "juliet@localhost"))
        .contains(
            "<query xmlns='jabber:iq:roster'><item jid='romeo@localhost' subscription='both'/>");
    assertThat(run("get-user-roster", "accountjids", "nobody@localhost"))
        .contains("<note type='error'>");
    assertThat(run("get-user-roster", "accountjids", "juliet@localhost admin@localhost"))
        .contains("<note type='error'>one account at a time");
  }

  @Test
  void what_is_known_of_an_account_is_told() {
    assertThat(run("get-user-lastlogin", "accountjids", "juliet@localhost"))
        .contains("<field var='lastlogin'><value>2026-11-21T11:59:00Z</value>");
    assertThat(run("user-stats", "accountjid", "juliet@localhost"))
        .contains(
            "<field var='rostersize'><value>1</value>",
            "<field var='onlineresources' type='text-multi'/>");
  }

  @Test
  void accounts_are_counted_and_listed() {
    online.add(juliet.jid());
    assertThat(ask(admin, "get-registered-users-num", "/>")).contains("<value>2</value>");
    assertThat(ask(admin, "get-online-users-num", "/>")).contains("<value>1</value>");
    assertThat(ask(admin, "get-idle-users-num", "/>")).contains("<value>0</value>");
    assertThat(run("get-online-users-list", "max_items", "25"))
        .contains(
            "<field var='onlineuserjids' type='jid-multi'><value>juliet@localhost</value></field>");
    assertThat(run("get-registered-users-list"))
        .contains("<value>admin@localhost</value><value>juliet@localhost</value>")
        .doesNotContain("<note");
    assertThat(run("get-registered-users-list", "max_items", "7")).contains("<bad-payload ");
  }

  @Test
  void a_list_that_is_cut_says_so() {
    IntStream.range(0, 30).forEach(i -> passwords.put(Jid.parse("u" + i + "@localhost"), ""));
    assertThat(run("get-registered-users-list", "max_items", "25"))
        .contains("<note type='warn'>these are the first 25 of 32</note>");
    assertThat(run("get-registered-users-list", "max_items", "none")).doesNotContain("<note");
  }

  @Test
  void everybody_who_is_online_is_told_an_announcement_however_many() {
    IntStream.range(0, 2001).forEach(i -> online.add(Jid.parse("u" + i + "@localhost")));
    assertThat(run("announce", "announcement", "Attention! Maintenance"))
        .contains("sent to 2001 users");
    assertThat(sent).extracting(Stanza::recipient).containsExactlyInAnyOrderElementsOf(online);
    assertThat(sent.getFirst().toString())
        .contains("type='headline'", "from='localhost'", "<body>Attention!\nMaintenance</body>");
  }
}
