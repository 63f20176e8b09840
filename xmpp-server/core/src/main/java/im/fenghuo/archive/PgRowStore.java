package im.fenghuo.archive;

import im.fenghuo.api.DbException;
import im.fenghuo.storage.PgAsyncConnection;
import im.fenghuo.storage.PgDb;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Rows in PostgreSQL: one statement for each batch, on a connection of each writer. A batch that
/// retracts something is a transaction of several, on a virtual thread.
public final class PgRowStore implements RowStore, AutoCloseable {

  /// A number that is in use, or a partition that is not there, fails the whole statement, so
  /// nothing is written; which rows were in the way is asked only then.
  private static final String INSERT =
      """
      INSERT INTO archive_message (archive, seq, tag, at, peer, peer_resource, outgoing, stanza,
          readable, refs, expires)
      SELECT archive, seq, tag, at, peer, peer_resource, outgoing, stanza, readable,
          string_to_array(refs, E'\\n'), expires
      FROM unnest($1::bigint[], $2::bigint[], $3::integer[], $4::timestamptz[],
          $5::text[], $6::text[], $7::boolean[], $8::bytea[], $9::boolean[], $10::text[],
          $11::integer[]) AS given
          (archive, seq, tag, at, peer, peer_resource, outgoing, stanza, readable, refs, expires)
      """;

  private static final String IN_USE =
      """
      SELECT archive, seq, tag FROM archive_message
      JOIN unnest($1::bigint[], $2::bigint[]) AS wanted (archive, seq) USING (archive, seq)
      """;

  private static final String PARTITIONS =
      "SELECT expires, state = 'open' FROM archive_partition WHERE state <> 'dropped'";

  private final PgDb db;
  private final PendingRetractions retractions;
  private final List<PgAsyncConnection> connections;

  /// @param writers how many writers there are: as many connections
  /// @param retractions finds what rows take back
  public PgRowStore(PgDb db, int writers, PendingRetractions retractions) {
    this.db = db;
    this.retractions = retractions;
    connections = Stream.generate(db::asyncConnection).limit(writers).toList();
  }

  @Override
  public void insert(int writer, List<Row> rows, Consumer<Outcome> answer) {
    PgAsyncConnection connection = connections.get(writer);
    for (Row row : rows) {
      if (row.content().retraction() != null) {
        Thread.startVirtualThread(() -> insertAndRetract(connection, rows, answer));
        return;
      }
    }
    connection.execute(
        INSERT,
        columns(rows),
        result ->
            answered(
                result,
                answer,
                _ -> answer.accept(new Outcome.Stored()),
                conflict -> findInUse(connection, rows, conflict, answer)));
  }

  /// Blocks. A retraction and the tombstones that it makes are one transaction: whoever hears that
  /// the one is durable may rely on the other. All are inserted first, so that a message and its
  /// retraction may come together.
  private void insertAndRetract(
      PgAsyncConnection connection, List<Row> rows, Consumer<Outcome> answer) {
    try {
      db.transaction(transaction -> {
        transaction.update(INSERT, columns(rows));
        retractions.begin(transaction, rows);
        return null;
      });
    } catch (DbException e) {
      if (e.isConflict()) {
        findInUse(connection, rows, e, answer);
      } else {
        answer.accept(new Outcome.Unknown(e));
      }
      return;
    } catch (RuntimeException e) {
      answer.accept(new Outcome.Unknown(e));
      return;
    }
    answer.accept(new Outcome.Stored());
    retractions.work();
  }

  private static void answered(
      PgAsyncConnection.Result result,
      Consumer<Outcome> answer,
      Consumer<List<im.fenghuo.api.Row>> done,
      Consumer<DbException> conflict) {
    switch (result) {
      case PgAsyncConnection.Result.Done(List<im.fenghuo.api.Row> found) -> done.accept(found);
      case PgAsyncConnection.Result.Failed(DbException reason) -> {
        if (reason.isConflict()) {
          conflict.accept(reason);
        } else {
          answer.accept(new Outcome.Unknown(reason));
        }
      }
    }
  }

  private static void findInUse(
      PgAsyncConnection connection,
      List<Row> rows,
      DbException conflict,
      Consumer<Outcome> answer) {
    connection.execute(
        IN_USE,
        new Object[] {archives(rows), numbers(rows)},
        result ->
            answered(
                result,
                answer,
                found -> {
                  if (found.isEmpty()) {
                    findHomeless(connection, rows, conflict, answer);
                  } else {
                    answer.accept(taken(rows, found, conflict));
                  }
                },
                again -> answer.accept(new Outcome.Unknown(again))));
  }

  /// No number is in use: so some partition does not take rows, or does not exist.
  private static void findHomeless(
      PgAsyncConnection connection,
      List<Row> rows,
      DbException conflict,
      Consumer<Outcome> answer) {
    connection.execute(
        PARTITIONS,
        new Object[0],
        result ->
            answered(
                result,
                answer,
                found -> answer.accept(homeless(rows, found, conflict)),
                again -> answer.accept(new Outcome.Unknown(again))));
  }

  private static Outcome homeless(
      List<Row> rows, List<im.fenghuo.api.Row> found, DbException conflict) {
    Set<Integer> open = new HashSet<>();
    Set<Integer> there = new HashSet<>();
    for (im.fenghuo.api.Row row : found) {
      there.add(row.integer(0));
      if (row.bool(1)) {
        open.add(row.integer(0));
      }
    }
    List<Row> homeless =
        rows.stream()
            .filter(row ->
                !open.contains(row.expires()) || (row.isStep() && !there.contains(row.before())))
            .toList();
    return homeless.isEmpty()
        ? new Outcome.Unknown(conflict)
        : new Outcome.Taken(List.of(), homeless);
  }

  private record Place(long archive, long number) {}

  private static Outcome taken(
      List<Row> rows, List<im.fenghuo.api.Row> found, DbException conflict) {
    Map<Place, Integer> tags = new HashMap<>();
    for (im.fenghuo.api.Row row : found) {
      tags.put(new Place(row.bigint(0), row.bigint(1)), row.integer(2));
    }
    List<Row> stored = new ArrayList<>();
    List<Row> taken = new ArrayList<>();
    for (Row row : rows) {
      Integer tag = tags.get(new Place(row.lane().archive(), row.number()));
      if (tag != null) {
        (tag == row.tag() ? stored : taken).add(row);
      }
    }
    return stored.isEmpty() && taken.isEmpty()
        ? new Outcome.Unknown(conflict)
        : new Outcome.Taken(stored, taken);
  }

  private static @Nullable Object[] columns(List<Row> rows) {
    int size = rows.size() + (int) rows.stream().filter(Row::isStep).count();
    Columns columns = new Columns(size);
    for (Row row : rows) {
      if (row.isStep()) {
        columns.addNumber(row, row.before());
      }
      columns.add(row);
    }
    return columns.all();
  }

  /// The values of a batch, a column each.
  private static final class Columns {
    private final long[] archives;
    private final long[] numbers;
    private final int[] tags;
    private final Instant[] times;
    private final String[] peers;
    private final String[] resources;
    private final Boolean[] outgoing;
    private final byte[] @Nullable [] stanzas;
    private final Boolean[] readable;
    private final @Nullable String[] references;
    private final int[] expires;
    private int next;

    private Columns(int size) {
      archives = new long[size];
      numbers = new long[size];
      tags = new int[size];
      times = new Instant[size];
      peers = new String[size];
      resources = new String[size];
      outgoing = new Boolean[size];
      stanzas = new byte[size][];
      readable = new Boolean[size];
      references = new String[size];
      expires = new int[size];
    }

    private void add(Row row) {
      Content content = row.content();
      peers[next] = content.peer().bare().toString();
      resources[next] = content.peer().resourcepart();
      outgoing[next] = content.outgoing();
      stanzas[next] = content.stanza();
      readable[next] = content.readable();
      references[next] =
          content.references().isEmpty() ? null : String.join("\n", content.references());
      end(row, row.expires());
    }

    /// Not the message, only its number, in another partition.
    private void addNumber(Row row, int partition) {
      peers[next] = "";
      resources[next] = "";
      outgoing[next] = false;
      readable[next] = false;
      end(row, partition);
    }

    private void end(Row row, int partition) {
      archives[next] = row.lane().archive();
      numbers[next] = row.number();
      tags[next] = row.tag();
      times[next] = row.content().at().truncatedTo(ChronoUnit.MILLIS);
      expires[next] = partition;
      next++;
    }

    private @Nullable Object[] all() {
      return new Object[] {
        archives,
        numbers,
        tags,
        times,
        peers,
        resources,
        outgoing,
        stanzas,
        readable,
        references,
        expires
      };
    }
  }

  private static long[] archives(List<Row> rows) {
    return rows.stream().mapToLong(row -> row.lane().archive()).toArray();
  }

  private static long[] numbers(List<Row> rows) {
    return rows.stream().mapToLong(Row::number).toArray();
  }

  /// Closes the connections when what was sent has been answered.
  @Override
  public void close() {
    connections.forEach(PgAsyncConnection::close);
  }
}
