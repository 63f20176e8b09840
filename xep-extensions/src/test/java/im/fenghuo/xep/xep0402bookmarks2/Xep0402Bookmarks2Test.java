package im.fenghuo.xep.xep0402bookmarks2;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Account;
import im.fenghuo.api.Db;
import im.fenghuo.api.Services;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.TestAccount;
import im.fenghuo.api.config.ByteSize;
import im.fenghuo.api.xml.Element;
import im.fenghuo.pubsub.Item;
import im.fenghuo.pubsub.NodeConfig;
import im.fenghuo.pubsub.PersonalNodes;
import im.fenghuo.pubsub.Pubsub;
import im.fenghuo.pubsub.PubsubSettings;
import im.fenghuo.storage.Schema;
import im.fenghuo.storage.TestDatabase;
import im.fenghuo.xep.TestServer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class Xep0402Bookmarks2Test {

  @RegisterExtension
  static final TestDatabase DATABASE =
      TestDatabase.migrated(Schema.resources("pubsub", Pubsub.class, "schema/0001-pubsub.sql"));

  private final TestServer server = new TestServer();
  private final Pubsub pubsub =
      new Pubsub(
          new Services(
              DATABASE.db(), null, null, null, server.directory(), Clock.systemUTC(), _ -> {}),
          new PubsubSettings(100, 100, new ByteSize(10_000), 100, 100));
  private final PersonalNodes nodes = pubsub.personalNodes();
  private final TestAccount juliet =
      new TestAccount("juliet@localhost", DATABASE.account("juliet"));
  private final List<Thread> others = new ArrayList<>();

  private void bookmark(String room) {
    try {
      nodes.publish(
          juliet,
          Bookmark.NEW,
          room,
          Element.of(Bookmark.NEW, "conference").build(),
          NodeConfig.ofPrivateData());
    } catch (StanzaException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> rooms() {
    return nodes.items(juliet, Bookmark.NEW).stream().map(Item::id).sorted().toList();
  }

  private List<String> oldRooms() {
    Element storage = nodes.items(juliet, Bookmark.OLD).getLast().payload();
    return storage.children().stream().map(child -> child.attribute("jid")).sorted().toList();
  }

  /// While the list is stored for the first time, another device adds a bookmark.
  private final class Another implements Pubsub.Follower {
    @Override
    public void published(Db db, Account account, Item item) {
      if (others.isEmpty()) {
        others.add(Thread.startVirtualThread(() -> bookmark("b@muc.localhost")));
        while (rooms().size() < 2) {
          Thread.onSpinWait();
        }
      }
    }

    @Override
    public void retracted(Db db, Account account, Collection<String> ids) {}

    @Override
    public void cleared(Db db, Account account) {}
  }

  @Test
  void what_two_devices_add_at_the_same_time_stays() throws InterruptedException {
    server.install(new Xep0402Bookmarks2(pubsub));
    pubsub.follow(Bookmark.OLD, new Another());
    bookmark("a@muc.localhost");
    for (Thread each : others) {
      each.join();
    }

    assertThat(rooms()).containsExactly("a@muc.localhost", "b@muc.localhost");
    assertThat(oldRooms()).containsExactly("a@muc.localhost", "b@muc.localhost");
  }
}
