package im.fenghuo.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import im.fenghuo.api.Db;
import im.fenghuo.api.DbException;
import im.fenghuo.api.Row;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgDbTest {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.empty();

  private final Db db = DATABASE.db();

  @BeforeEach
  void table() {
    db.update("DROP TABLE IF EXISTS word");
    db.update("CREATE TABLE word (id bigint PRIMARY KEY, spelling text UNIQUE)");
  }

  @Test
  void every_type_comes_back_as_it_went() {
    Instant time = Instant.parse("2026-11-21T12:34:56.123456Z");
    UUID uuid = UUID.randomUUID();
    Row row =
        db.queryOne(
                """
                SELECT $1::text AS text, $2::integer AS int, $3::bigint AS long, $4::boolean AS yes,
                $5::bytea AS bytes, $6::timestamptz AS time, $7::uuid AS uuid, $8::text[] AS texts,
                $9::smallint AS small\
                """,
                "烽火",
                7,
                1L << 40,
                true,
                new byte[] {0, -1},
                time,
                uuid,
                List.of("a", "b"),
                (short) 3)
            .orElseThrow();

    assertThat(row.text("text")).isEqualTo("烽火");
    assertThat(row.integer("int")).isEqualTo(7);
    assertThat(row.bigint("long")).isEqualTo(1L << 40);
    assertThat(row.bool("yes")).isTrue();
    assertThat(row.bytes("bytes")).containsExactly(0, -1);
    assertThat(row.instant("time")).isEqualTo(time);
    assertThat(row.uuid("uuid")).isEqualTo(uuid);
    assertThat(row.texts("texts")).containsExactly("a", "b");
    assertThat(row.integer("small")).isEqualTo(3);
    assertThat(row.text(0)).isEqualTo("烽火");
  }

  @Test
  void nulls_are_asked_for_explicitly() {
    Row row =
        db.queryOne(
                "SELECT $1::text AS a, $2::bytea AS b, $3::timestamptz AS c, $4::bigint AS d",
                null,
                null,
                null,
                null)
            .orElseThrow();

    assertThat(row.isNull("a")).isTrue();
    assertThat(row.textOrNull("a")).isNull();
    assertThat(row.bytesOrNull("b")).isNull();
    assertThat(row.instantOrNull("c")).isNull();
    assertThat(row.bigintOrNull("d")).isNull();
    assertThatThrownBy(() -> row.text("a"))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("a is null");
    assertThatThrownBy(() -> row.text("nowhere")).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void arrays_of_every_type_fill_a_batch() {
    db.update(
        """
        CREATE TABLE batch (archive bigint, tag integer, at timestamptz, peer text, outgoing boolean,
        stanza bytea)\
        """);
    Instant time = Instant.parse("2026-11-21T12:34:56Z");

    List<Row> rows =
        db.query(
            """
            INSERT INTO batch SELECT * FROM unnest($1::bigint[], $2::integer[], $3::timestamptz[],
            $4::text[], $5::boolean[], $6::bytea[]) RETURNING archive, stanza\
            """,
            new long[] {1, 2},
            new int[] {10, 20},
            new Instant[] {time, null},
            new String[] {"juliet@localhost", null},
            new Boolean[] {true, false},
            new byte[][] {{1, 2, 3}, {}});

    assertThat(rows).hasSize(2);
    assertThat(rows.getFirst().bytes("stanza")).containsExactly(1, 2, 3);
    assertThat(rows.getLast().bytes("stanza")).isEmpty();
  }

  @Test
  void empty_lists_are_arrays_of_any_type() {
    Row row =
        db.queryOne("SELECT $1::text[] AS texts, $2::bigint[] = '{}' AS none", List.of(), List.of())
            .orElseThrow();

    assertThat(row.texts("texts")).isEmpty();
    assertThat(row.bool("none")).isTrue();
  }

  @Test
  void an_update_tells_how_many_rows_it_changed() {
    db.update("INSERT INTO word VALUES (1, 'one'), (2, 'two')");

    assertThat(db.update("UPDATE word SET spelling = upper(spelling)")).isEqualTo(2);
    assertThat(db.update("DELETE FROM word WHERE id = $1", 3L)).isZero();
  }

  @Test
  void one_row_means_one() {
    db.update("INSERT INTO word VALUES (1, 'one'), (2, 'two')");

    assertThat(db.queryOne("SELECT id FROM word WHERE id = 9")).isEmpty();
    assertThatThrownBy(() -> db.queryOne("SELECT id FROM word"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_duplicate_key_is_a_conflict_and_its_message_quotes_no_value() {
    db.update("INSERT INTO word VALUES (1, 'secret')");

    DbException conflict =
        catchThrowableOfType(
            DbException.class, () -> db.update("INSERT INTO word VALUES (2, $1)", "secret"));

    assertThat(conflict.isConflict()).isTrue();
    assertThat(conflict.isUnavailable()).isFalse();
    assertThat(conflict).hasMessageContaining("word_spelling_key").hasNoCause();
    assertThat(conflict.getMessage()).doesNotContain("secret");
  }

  @Test
  void a_wrong_statement_is_a_failure() {
    assertThatExceptionOfType(DbException.class)
        .isThrownBy(() -> db.query("SELECT nonsense"))
        .matches(failure -> failure.kind() == DbException.Kind.FAILURE);
    assertThatExceptionOfType(DbException.class)
        .isThrownBy(() -> db.query("SELECT $1::bigint", "no number"))
        .withMessage("the parameters do not fit the statement")
        .withNoCause()
        .matches(failure -> failure.kind() == DbException.Kind.FAILURE);
  }

  @Test
  void a_transaction_commits_as_a_whole() {
    int inserted =
        db.transaction(inside -> {
          inside.update("INSERT INTO word VALUES (1, 'one')");
          return inside.update("INSERT INTO word VALUES (2, 'two')");
        });

    assertThat(inserted).isEqualTo(1);
    assertThat(db.query("SELECT id FROM word")).hasSize(2);
  }

  @Test
  void a_transaction_that_throws_changes_nothing_and_lets_the_exception_pass() {
    assertThatThrownBy(() ->
            db.transaction(inside -> {
              inside.update("INSERT INTO word VALUES (1, 'one')");
              throw new IOException("no");
            }))
        .isInstanceOf(IOException.class);

    assertThat(db.query("SELECT id FROM word")).isEmpty();
  }

  @Test
  void a_transaction_within_a_transaction_joins_it() {
    assertThatThrownBy(() ->
            db.transaction(outer -> {
              int joined =
                  outer.<Integer, RuntimeException>transaction(
                      inner -> inner.update("INSERT INTO word VALUES (1, 'one')"));
              throw new IllegalArgumentException("after " + joined);
            }))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(db.query("SELECT id FROM word")).isEmpty();
  }

  @Test
  void the_db_of_a_transaction_ends_with_it() {
    Db escaped = db.transaction(inside -> inside);

    assertThatThrownBy(() -> escaped.query("SELECT 1")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_failed_statement_does_not_spoil_the_pool() {
    for (int i = 0; i < 50; i++) {
      assertThatThrownBy(() ->
              db.transaction(inside -> {
                inside.update("INSERT INTO word VALUES (1, 'one')");
                return inside.update("INSERT INTO word VALUES (1, 'one')");
              }))
          .isInstanceOf(DbException.class);
    }

    assertThat(db.queryOne("SELECT count(*) FROM word").orElseThrow().bigint(0)).isZero();
  }

  @Test
  void on_an_event_loop_it_throws() {
    CompletableFuture<Void> outcome = new CompletableFuture<>();
    DATABASE
        .vertx()
        .runOnContext(go -> {
          try {
            db.query("SELECT 1");
            outcome.complete(null);
          } catch (IllegalStateException refused) {
            outcome.completeExceptionally(refused);
          }
        });

    assertThatThrownBy(outcome::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void many_virtual_threads_share_few_connections() throws InterruptedException {
    List<Thread> threads =
        IntStream.range(0, 300)
            .mapToObj(i ->
                Thread.startVirtualThread(() ->
                    db.transaction(inside ->
                        inside.update("INSERT INTO word VALUES ($1, $2)", (long) i, "word " + i))))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(db.queryOne("SELECT count(*) FROM word").orElseThrow().integer(0)).isEqualTo(300);
  }

  @Test
  void a_caller_that_gets_no_connection_in_time_is_told() {
    try (PgDb single = DATABASE.open(1)) {
      PgTransaction holding = single.begin(PgDb.TIMEOUT);
      assertThatExceptionOfType(DbException.class)
          .isThrownBy(() -> single.query("SELECT 1"))
          .matches(DbException::isUnavailable);
      holding.rollback();
      assertThat(single.query("SELECT 1")).hasSize(1);
    }
  }

  @Test
  void a_connection_that_the_server_cut_is_replaced() {
    try (PgDb single = DATABASE.open(1)) {
      int process = single.queryOne("SELECT pg_backend_pid()").orElseThrow().integer(0);
      db.query("SELECT pg_terminate_backend($1, 5000)", process);

      boolean worksAgain = false;
      for (int i = 0; i < 100 && !worksAgain; i++) {
        worksAgain = works(single);
      }

      assertThat(worksAgain).isTrue();
    }
  }

  @Test
  void an_interrupted_caller_stops_waiting_and_its_transaction_is_undone() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CompletableFuture<Throwable> outcome = new CompletableFuture<>();
    Thread waiting =
        Thread.startVirtualThread(() -> {
          try {
            db.transaction(transaction -> {
              transaction.update("INSERT INTO word VALUES (1, 'one')");
              inside.countDown();
              return transaction.query("SELECT pg_sleep(2)");
            });
          } catch (DbException failure) {
            outcome.complete(failure);
          }
        });
    inside.await();
    waiting.interrupt();

    assertThat(outcome.get())
        .isInstanceOfSatisfying(
            DbException.class, failure -> assertThat(failure.isUnavailable()).isTrue());
    assertThat(db.query("SELECT id FROM word")).isEmpty();
  }

  private static boolean works(PgDb db) {
    try {
      return db.queryOne("SELECT 1").isPresent();
    } catch (DbException failure) {
      assertThat(failure.isUnavailable()).isTrue();
      return false;
    }
  }
}
