package im.fenghuo.dist;

import im.fenghuo.account.AccountStore;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.archive.ArchiveLane;
import im.fenghuo.archive.ArchiveReader;
import im.fenghuo.archive.Backlog;
import im.fenghuo.archive.Batching;
import im.fenghuo.archive.Retentions;
import im.fenghuo.archive.RowStore;
import im.fenghuo.archive.RowWriter;
import im.fenghuo.lane.Loop;
import im.fenghuo.registry.Registry;
import im.fenghuo.storage.PgDb;
import im.fenghuo.transfer.AccountExport;
import im.fenghuo.transfer.AccountImport;
import im.fenghuo.transfer.ImportReport;
import im.fenghuo.transfer.TransferGround;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;

/// Takes accounts out and in, here or in the server that runs. Everything blocks.
interface AccountTransfer {

  /// Writes an account as XEP-0227 has it.
  ///
  /// @throws CommandException when there is no such account; nothing is written then
  void exportAccount(Jid account, OutputStream to) throws IOException, CommandException;

  /// Reads accounts as XEP-0227 has them.
  ///
  /// @param digest tells the document from others
  /// @return what has come in, as [Local#importAccounts] has it
  JsonObject importAccounts(InputStream document, String digest)
      throws IOException, CommandException;

  /// Brings into storage what only the lane of an account knows.
  @FunctionalInterface
  interface Saving {
    /// Blocks.
    void save(Jid account) throws StanzaException;
  }

  /// In this process.
  ///
  /// @param lanes who knows more of accounts than storage does
  record Local(TransferGround ground, Saving lanes) implements AccountTransfer {

    /// What it stands on.
    ///
    /// @param retentions how long messages that come in are kept
    /// @param loop any
    static Local of(
        Saving lanes,
        PgDb db,
        AccountStore accounts,
        ArchiveReader archive,
        Retentions retentions,
        Registry registry,
        Loop loop,
        Executor executor,
        Clock clock,
        int iterations) {
      RowStore nowhere =
          (_, _, _) -> {
            throw new IllegalStateException("what comes in is written by whoever imports it");
          };
      RowWriter writer =
          new RowWriter(0, loop, nowhere, new Batching(1, 1, Duration.ZERO, new Backlog(1)));
      TransferGround.Lanes archives =
          owner ->
              new ArchiveLane(
                  owner.id(),
                  archive.end(owner.id()),
                  retentions.of(owner.jid().domainpart()),
                  loop,
                  writer,
                  executor,
                  archive);
      return new Local(
          new TransferGround(db, accounts, archive, registry, archives, clock, iterations), lanes);
    }

    @Override
    public void exportAccount(Jid account, OutputStream to) throws IOException, CommandException {
      try {
        lanes.save(account);
        new AccountExport(ground).write(account, to);
      } catch (StanzaException e) {
        throw new CommandException(account + ": " + e.getMessage(), e);
      }
    }

    @Override
    public JsonObject importAccounts(InputStream document, String digest)
        throws IOException, CommandException {
      try {
        return json(new AccountImport(ground).read(document, digest));
      } catch (StanzaException e) {
        throw new CommandException(String.valueOf(e.getMessage()), e);
      }
    }

    private static JsonObject json(ImportReport report) {
      JsonObject leftOut = new JsonObject();
      report.leftOut().forEach(leftOut::put);
      return new JsonObject()
          .put("accounts", texts(report.accounts()))
          .put("known", texts(report.known()))
          .put("messages", report.messages())
          .put("leftOut", leftOut);
    }

    private static JsonArray texts(Iterable<Jid> jids) {
      JsonArray texts = new JsonArray();
      jids.forEach(jid -> texts.add(jid.toString()));
      return texts;
    }
  }
}
