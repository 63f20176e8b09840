package im.fenghuo.conformance.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import im.fenghuo.archive.ArchiveId;
import im.fenghuo.storage.DatabaseAddress;
import im.fenghuo.storage.PgDb;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The archives as the database has them. Everything here blocks.
final class StoredArchives implements AutoCloseable {

  private static final Pattern ORIGIN = Pattern.compile("<origin-id[^>]* id=['\"]([^'\"]*)");

  private final Vertx vertx = Vertx.vertx();
  private final PgDb db;

  StoredArchives(DatabaseAddress address) {
    this.db = PgDb.open(vertx, address, 1);
  }

  /// The messages of an account, in order.
  List<Seen> of(String user) {
    return db
        .query(
            "SELECT seq, tag, stanza FROM archive_message JOIN account ON account.id = archive"
                + " WHERE localpart = $1 ORDER BY seq",
            user)
        .stream()
        .map(
            row -> new Seen(id(row.bigint("seq"), row.integer("tag")), origin(row.bytes("stanza"))))
        .toList();
  }

  private static String id(long number, int tag) {
    return ArchiveId.format(number, tag);
  }

  private static String origin(byte[] stanza) {
    Matcher origin = ORIGIN.matcher(new String(stanza, UTF_8));
    return origin.find() ? origin.group(1) : "";
  }

  @Override
  public void close() {
    db.close();
    var _ = vertx.close();
  }
}
