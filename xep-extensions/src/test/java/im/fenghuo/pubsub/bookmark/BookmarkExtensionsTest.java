package im.fenghuo.pubsub.bookmark;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Jid;
import im.fenghuo.api.Notifications.Setting;
import im.fenghuo.api.Services;
import im.fenghuo.api.Target;
import im.fenghuo.api.TestAccount;
import im.fenghuo.api.TestSession;
import im.fenghuo.config.ConfigFile;
import im.fenghuo.pubsub.Pubsub;
import im.fenghuo.pubsub.PubsubSettings;
import im.fenghuo.storage.Schema;
import im.fenghuo.storage.TestDatabase;
import im.fenghuo.xep.TestServer;
import im.fenghuo.xep.XepCatalog;
import im.fenghuo.xep.xep0469bookmarkspinning.Xep0469BookmarksPinning;
import im.fenghuo.xep.xep0492notificationsettings.Xep0492NotificationSettings;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BookmarkExtensionsTest {

  @RegisterExtension
  static final TestDatabase DATABASE =
      TestDatabase.migrated(Schema.resources("pubsub", Pubsub.class, "schema/0001-pubsub.sql"));

  private static final Jid PLAY = Jid.parse("theplay@conference.localhost");
  private static final Jid ROMEO = Jid.parse("romeo@localhost");

  private final TestServer server = new TestServer();
  private Xep0469BookmarksPinning pins;
  private Xep0492NotificationSettings notifications;
  private TestAccount juliet;
  private TestSession balcony;

  @BeforeEach
  void install() {
    Services services =
        new Services(
            DATABASE.db(), null, null, null, server.directory(), Clock.systemUTC(), _ -> {});
    PubsubSettings settings =
        ConfigFile.defaults(XepCatalog.SETTINGS).extension("pubsub", PubsubSettings.class);
    Pubsub pubsub = new Pubsub(services, settings);
    BookmarkExtensions bookmarks = new BookmarkExtensions(DATABASE.db(), pubsub);
    pins = new Xep0469BookmarksPinning(bookmarks);
    notifications = new Xep0492NotificationSettings(bookmarks);
    server.register(pubsub::installAccounts).install(pins).install(notifications);
    String name = "juliet-" + System.nanoTime();
    juliet = new TestAccount(name + "@localhost", DATABASE.account(name));
    balcony = server.load(juliet).connect("balcony");
  }

  private void bookmark(Jid jid, String extensions) {
    ask(
        "<publish node='urn:xmpp:bookmarks:1'><item id='"
            + jid
            + "'><conference xmlns='urn:xmpp:bookmarks:1'><extensions>"
            + extensions
            + "</extensions></conference></item></publish><publish-options>"
            + "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE' type='hidden'>"
            + "<value>http://jabber.org/protocol/pubsub#publish-options</value></field>"
            + "<field var='pubsub#max_items'><value>max</value></field></x></publish-options>");
  }

  private void ask(String content) {
    String answer =
        server
            .ask(
                balcony,
                Target.ACCOUNT,
                "<iq xmlns='jabber:client' type='set' id='1'>"
                    + "<pubsub xmlns='http://jabber.org/protocol/pubsub'>"
                    + content
                    + "</pubsub></iq>")
            .toString();
    assertThat(answer).contains("type='result'");
  }

  private static String notify(String settings) {
    return "<notify xmlns='urn:xmpp:notification-settings:1'>" + settings + "</notify>";
  }

  private Setting setting(String category, String type) {
    return notifications.setting(juliet, PLAY, category, type);
  }

  @Test
  void a_conversation_is_pinned_as_long_as_its_bookmark_says_so() {
    assertThat(pins.isPinned(juliet, PLAY)).isFalse();
    bookmark(PLAY, "<pinned xmlns='urn:xmpp:bookmarks-pinning:0'/>");
    bookmark(ROMEO, "<other xmlns='urn:x'/>");
    assertThat(pins.isPinned(juliet, PLAY)).isTrue();
    assertThat(pins.isPinned(juliet, ROMEO)).isFalse();
    ask("<retract node='urn:xmpp:bookmarks:1'><item id='" + PLAY + "'/></retract>");
    assertThat(pins.isPinned(juliet, PLAY)).isFalse();
  }

  @Test
  void what_was_set_is_known_when_the_account_comes_into_use_again() {
    bookmark(PLAY, "<pinned xmlns='urn:xmpp:bookmarks-pinning:0'/>" + notify("<never/>"));
    TestAccount again = server.load(new TestAccount(juliet.jid().toString(), juliet.id()));
    assertThat(pins.isPinned(again, PLAY)).isTrue();
    assertThat(notifications.setting(again, PLAY, "", "")).isEqualTo(Setting.NEVER);
  }

  @Test
  void the_setting_that_is_most_specific_to_a_client_counts() {
    bookmark(
        PLAY,
        notify(
            "<always/><never identity-category='client' identity-type='pc'/>"
                + "<on-mention identity-category='client'/><never identity-type='bot'/>"));
    assertThat(setting("client", "pc")).isEqualTo(Setting.NEVER);
    assertThat(setting("client", "phone")).isEqualTo(Setting.ON_MENTION);
    assertThat(setting("gateway", "bot")).isEqualTo(Setting.ALWAYS);
    assertThat(setting("", "")).isEqualTo(Setting.ALWAYS);
  }

  @Test
  void where_nothing_is_set_for_a_client_nothing_is_said() {
    bookmark(PLAY, notify("<never identity-category='client' identity-type='pc'/>"));
    assertThat(setting("client", "phone")).isNull();
    assertThat(notifications.setting(juliet, ROMEO, "", "")).isNull();
  }
}
