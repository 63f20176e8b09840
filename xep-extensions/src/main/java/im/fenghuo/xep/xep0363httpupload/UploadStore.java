package im.fenghuo.xep.xep0363httpupload;

import im.fenghuo.api.Db;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Row;
import im.fenghuo.xep.xep0363httpupload.SlotRequest.Purpose;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Slots and files in the database. Everything blocks.
final class UploadStore {

  private static final String COLUMNS = "id, name, type, size, token, until, uploaded, expires";

  /// Somebody may use it: parameter 2 is now.
  private static final String IN_USE =
      "deleted IS NULL AND account IS NOT NULL AND (expires IS NULL OR expires > $2)";

  private final Db db;

  UploadStore(Db db) {
    this.db = db;
  }

  /// The slot or file of that id, unless it is deleted or has expired.
  Optional<StoredFile> find(String id, Instant now) {
    return find(db, id, now, "");
  }

  private static Optional<StoredFile> find(Db db, String id, Instant now, String lock) {
    return db.queryOne(
            "SELECT " + COLUMNS + " FROM upload_file WHERE id = $1 AND " + IN_USE + lock, id, now)
        .map(UploadStore::file);
  }

  private static StoredFile file(Row row) {
    return new StoredFile(
        row.text("id"),
        row.text("name"),
        row.textOrNull("type"),
        row.bigint("size"),
        HexFormat.of().formatHex(row.bytes("token")),
        row.instant("until"),
        row.instantOrNull("uploaded"),
        row.instantOrNull("expires"));
  }

  /// Puts off the end of a slot whose file is being uploaded.
  void extend(String id, Instant until) {
    db.update("UPDATE upload_file SET until = $2 WHERE id = $1 AND uploaded IS NULL", id, until);
  }

  /// Publishes a file and makes its slot a file, both or none as far as anybody sees: the slot is
  /// locked meanwhile, so that nobody else uploads to it or takes it away.
  ///
  /// @param publish gives the file its name
  /// @return false when the slot was used or has ended
  boolean publish(String id, String type, Instant now, Publishing publish) throws IOException {
    return db.transaction(db -> {
      Optional<StoredFile> slot = find(db, id, now, " FOR UPDATE");
      if (slot.isEmpty() || slot.get().uploaded() != null) {
        return false;
      }
      publish.run();
      db.update("UPDATE upload_file SET uploaded = $2, type = $3 WHERE id = $1", id, now, type);
      return true;
    });
  }

  /// Gives a file its name.
  @FunctionalInterface
  interface Publishing {
    void run() throws IOException;
  }

  /// Takes a file from everybody; it still counts for its day.
  void delete(String id, Instant now) {
    db.update("UPDATE upload_file SET deleted = $2 WHERE id = $1 AND deleted IS NULL", id, now);
  }

  /// The same for a file of an account that was for messages alone.
  ///
  /// @return whether it was that account's
  boolean release(String id, Jid owner, Instant now) {
    return db.update(
            """
            UPDATE upload_file SET deleted = $2
              WHERE id = $1 AND deleted IS NULL AND uploaded IS NOT NULL AND bucket = $3
                AND account =
                  (SELECT account.id FROM account WHERE localpart = $4 AND domainpart = $5)
            """,
            id,
            now,
            (short) Purpose.MESSAGE.bucket(),
            owner.localpart(),
            owner.domainpart())
        > 0;
  }

  /// Takes from everybody what has expired, or whose account is gone.
  void expire(Instant now) {
    db.update("UPDATE upload_file SET deleted = $1 WHERE deleted IS NULL AND expires <= $1", now);
    db.update(
        """
        UPDATE upload_file SET deleted = $1
          WHERE deleted IS NULL AND uploaded IS NULL AND until <= $1
        """,
        now);
    db.update("UPDATE upload_file SET deleted = $1 WHERE deleted IS NULL AND account IS NULL", now);
  }

  /// Some of those that nobody gets any more and that are still stored.
  List<String> leftovers(int most) {
    return db
        .query("SELECT id FROM upload_file WHERE deleted IS NOT NULL AND NOT gone LIMIT $1", most)
        .stream()
        .map(row -> row.text(0))
        .toList();
  }

  /// The content of a deleted file is not stored any more.
  void gone(String id) {
    db.update("UPDATE upload_file SET gone = true WHERE id = $1", id);
  }

  /// Forgets deleted files that count for no day any more.
  void forget(Instant now) {
    db.update(
        """
        DELETE FROM upload_file
          WHERE deleted IS NOT NULL AND gone
            AND (account IS NULL OR uploaded IS NULL OR requested <= $1)
        """,
        now.minus(Duration.ofDays(1)));
  }

  /// A new slot.
  record Slot(
      String id,
      long account,
      SlotRequest request,
      String tokenHash,
      Instant requested,
      Instant until,
      @Nullable Instant expires) {}

  /// Makes a slot, when the account may have it; one after the other for each account.
  ///
  /// @param check throws when it may not
  <X extends Exception> void add(Slot slot, Check<X> check) throws X {
    db.transaction(db -> {
      db.query(
          "SELECT pg_advisory_xact_lock(hashtext('upload'), $1::bigint::integer)",
          slot.account() & Integer.MAX_VALUE);
      check.run(new Usage(db, slot.account(), slot.requested()));
      db.update(
          """
          INSERT INTO upload_file
            (id, account, bucket, name, type, size, token, requested, until, expires)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
          """,
          slot.id(),
          slot.account(),
          (short) slot.request().purpose().bucket(),
          slot.request().name(),
          slot.request().type(),
          slot.request().size(),
          HexFormat.of().parseHex(slot.tokenHash()),
          slot.requested(),
          slot.until(),
          slot.expires());
      return null;
    });
  }

  /// Whether a slot may be made.
  @FunctionalInterface
  interface Check<X extends Exception> {
    void run(Usage usage) throws X;
  }
}
