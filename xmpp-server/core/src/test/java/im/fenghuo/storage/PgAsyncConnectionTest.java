package im.fenghuo.storage;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.storage.PgAsyncConnection.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgAsyncConnectionTest {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.empty();

  private final BlockingQueue<Result> results = new LinkedBlockingQueue<>();

  @Test
  void statements_are_executed_in_the_order_they_were_sent() throws Exception {
    try (PgAsyncConnection connection = DATABASE.db().asyncConnection()) {
      for (int i = 0; i < 200; i++) {
        connection.execute("SELECT $1::integer", new Object[] {i}, results::add);
      }
      List<Integer> answers = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        answers.add(((Result.Done) next()).rows().getFirst().integer(0));
      }
      assertThat(answers).isSorted().hasSize(200);
    }
  }

  @Test
  void a_failure_is_told_and_the_next_statement_works() throws Exception {
    try (PgAsyncConnection connection = DATABASE.db().asyncConnection()) {
      connection.execute("SELECT nonsense", new Object[0], results::add);
      connection.execute("SELECT 1", new Object[0], results::add);

      assertThat(next()).isInstanceOf(Result.Failed.class);
      assertThat(next()).isInstanceOf(Result.Done.class);
    }
  }

  @Test
  void a_lost_connection_is_opened_again() throws Exception {
    try (PgAsyncConnection connection = DATABASE.db().asyncConnection()) {
      connection.execute("SELECT pg_backend_pid()", new Object[0], results::add);
      int process = ((Result.Done) next()).rows().getFirst().integer(0);
      DATABASE.db().query("SELECT pg_terminate_backend($1, 5000)", process);

      Result result;
      do {
        connection.execute("SELECT pg_backend_pid()", new Object[0], results::add);
        result = next();
      } while (result instanceof Result.Failed failed && failed.reason().isUnavailable());

      assertThat(((Result.Done) result).rows().getFirst().integer(0)).isNotEqualTo(process);
    }
  }

  @Test
  void after_close_nothing_is_sent() throws Exception {
    PgAsyncConnection connection = DATABASE.db().asyncConnection();
    connection.close();
    connection.execute("SELECT 1", new Object[0], results::add);

    assertThat(next()).isInstanceOf(Result.Failed.class);
  }

  private Result next() throws InterruptedException {
    Result result = results.poll(30, TimeUnit.SECONDS);
    assertThat(result).isNotNull();
    return result;
  }
}
