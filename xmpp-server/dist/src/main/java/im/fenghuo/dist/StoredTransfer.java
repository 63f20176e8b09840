package im.fenghuo.dist;

import im.fenghuo.api.Jid;
import im.fenghuo.api.Services;
import im.fenghuo.archive.PgArchive;
import im.fenghuo.archive.PgConversations;
import im.fenghuo.config.Config;
import im.fenghuo.config.ConfigFile;
import im.fenghuo.lane.Loops;
import im.fenghuo.registry.Registry;
import im.fenghuo.storage.Migrations;
import im.fenghuo.storage.Schema;
import im.fenghuo.xep.XepCatalog;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.stream.Collectors;

/// Takes accounts out and in while no server runs.
final class StoredTransfer {

  private StoredTransfer() {}

  /// Blocks. Installs the extensions as a server does that never listens, since they know what they
  /// keep.
  static AccountTransfer of(Vertx vertx, ConfigFile file, OpenStorage storage, Path data) {
    Config config = file.config();
    Clock clock = Clock.systemUTC();
    Set<String> domains =
        config.server().domains().stream()
            .map(Jid::domainpart)
            .collect(Collectors.toUnmodifiableSet());
    Registry registry = new Registry(domains, Set.of(), clock.instant(), FenghuoCommand.version());
    registry.directory().dataAt(data);
    PgArchive archive = new PgArchive(storage.db(), Thread::startVirtualThread);
    Services services =
        new Services(
            storage.db(),
            archive,
            new PgConversations(storage.db()),
            storage.accounts(),
            registry.directory(),
            clock,
            _ -> {
              throw new IllegalStateException("nothing is sent while no server runs");
            });
    XepCatalog.all(services, file::extension).forEach(registry::install);
    new Migrations(storage.db())
        .apply(
            registry.schemas().stream()
                .map(schema ->
                    Schema.resources(
                        schema.owner().getPackageName(),
                        schema.owner(),
                        schema.resources().toArray(String[]::new)))
                .toList());
    return AccountTransfer.Local.of(
        _ -> {}, // nobody does
        storage.db(),
        storage.accountStore(),
        archive,
        config.retentions(),
        registry,
        Loops.of(vertx, 1).of(0),
        Thread::startVirtualThread,
        clock,
        config.sasl().iterations());
  }
}
