package im.fenghuo.dist;

import static java.util.stream.Collectors.toUnmodifiableSet;

import im.fenghuo.account.PgAccountStore;
import im.fenghuo.account.StoredAccounts;
import im.fenghuo.api.DbException;
import im.fenghuo.api.Jid;
import im.fenghuo.api.config.Secret;
import im.fenghuo.config.Config;
import im.fenghuo.config.FileProblem;
import im.fenghuo.config.StorageSettings;
import im.fenghuo.sasl.PgTokenStore;
import im.fenghuo.storage.DatabaseAddress;
import im.fenghuo.storage.Migrations;
import im.fenghuo.storage.PgDb;
import im.fenghuo.storage.Schema;
import im.fenghuo.storage.Storage;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The database of a configuration, opened and up to date.
///
/// @param accounts the accounts in it
record OpenStorage(Storage storage, PgAccountStore accountStore, StoredAccounts accounts)
    implements AutoCloseable {

  /// Blocks. Starts what is needed and migrates the schema.
  ///
  /// @param extensions the tables of extensions
  static OpenStorage open(Vertx vertx, Config config, Path data, List<Schema> extensions)
      throws CommandException {
    Storage storage = connect(vertx, config.storage(), data);
    try {
      List<Schema> schemas = new ArrayList<>(List.of(Migrations.core()));
      schemas.addAll(extensions);
      new Migrations(storage.db()).apply(schemas);
    } catch (DbException e) {
      storage.close();
      throw new CommandException("the database cannot be used: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      storage.close();
      throw e;
    }
    PgAccountStore store = new PgAccountStore(storage.db());
    StoredAccounts accounts =
        new StoredAccounts(
            config.server().domains().stream().map(Jid::domainpart).collect(toUnmodifiableSet()),
            store,
            new PgTokenStore(storage.db()),
            config.sasl().iterations());
    return new OpenStorage(storage, store, accounts);
  }

  private static Storage connect(Vertx vertx, StorageSettings settings, Path data)
      throws CommandException {
    if (settings.url().isEmpty()) {
      try {
        return Storage.embedded(vertx, data.resolve("postgres"), settings.connections());
      } catch (IOException e) {
        throw new CommandException(
            "the embedded PostgreSQL cannot be used: " + FileProblem.text(e), e);
      }
    }
    try {
      DatabaseAddress address = DatabaseAddress.url(settings.url().get());
      if (settings.password().isPresent()) {
        address = address.password(settings.password().map(Secret::value).orElse(""));
      }
      return Storage.external(vertx, address, settings.connections());
    } catch (IllegalArgumentException e) {
      throw new CommandException("storage.url is malformed: " + e.getMessage(), e);
    }
  }

  PgDb db() {
    return storage.db();
  }

  @Override
  public void close() {
    storage.close();
  }
}
