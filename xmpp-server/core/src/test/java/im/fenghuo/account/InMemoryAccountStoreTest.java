package im.fenghuo.account;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.Jid;
import im.fenghuo.archive.ArchiveEnd;
import im.fenghuo.archive.ArchiveLane;
import im.fenghuo.archive.Backlog;
import im.fenghuo.archive.Batching;
import im.fenghuo.archive.Contents;
import im.fenghuo.archive.Receipt;
import im.fenghuo.archive.Retention;
import im.fenghuo.archive.RowWriter;
import im.fenghuo.archive.UnreliableArchive;
import im.fenghuo.lane.Loop;
import im.fenghuo.lane.Loops;
import im.fenghuo.roster.InMemoryRosterStore;
import im.fenghuo.roster.RosterStore;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;

class InMemoryAccountStoreTest extends AccountStoreContract {

  private final Vertx vertx = Vertx.vertx();
  private final InMemoryRosterStore rosters = new InMemoryRosterStore();
  private final UnreliableArchive archive = new UnreliableArchive(Runnable::run);
  private final InMemoryAccountStore store = new InMemoryAccountStore(rosters, archive);

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Override
  AccountStore store() {
    return store;
  }

  @Override
  RosterStore rosters() {
    return rosters;
  }

  @Override
  void archive(long id, long number) {
    Loop loop = Loops.of(vertx, 1).all().getFirst();
    ArchiveLane lane =
        new ArchiveLane(
            id,
            new ArchiveEnd(number - 1, Retention.NEVER, 0),
            Retention.FOREVER,
            loop,
            new RowWriter(0, loop, archive, new Batching(1, 500, Duration.ZERO, new Backlog(1000))),
            Runnable::run,
            archive);
    CompletableFuture<Void> durable = new CompletableFuture<>();
    loop.execute(() -> {
      Receipt receipt = new Receipt();
      lane.append(Contents.sent(Jid.parse("romeo@localhost"), ""), receipt);
      receipt.done();
      receipt.whenDone(() -> durable.complete(null));
    });
    durable.join();
  }

  @Override
  void assertNothingIsLeft(long id) {
    assertThat(archive.entries(id)).isEmpty();
    assertThat(rosters.roster(id).items()).isEmpty();
  }
}
