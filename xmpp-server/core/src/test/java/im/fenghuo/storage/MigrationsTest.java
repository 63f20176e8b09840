package im.fenghuo.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.fenghuo.api.DbException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MigrationsTest {

  private static final Schema TWO_STEPS =
      new Schema(
          "colours",
          List.of(
              "CREATE TABLE colour (name text); INSERT INTO colour VALUES ('red');",
              "ALTER TABLE colour ADD COLUMN light boolean"));

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.empty();

  private final PgDb db = DATABASE.db();
  private final Migrations migrations = new Migrations(db);

  @BeforeEach
  void start_empty() {
    db.update("DROP TABLE IF EXISTS colour, schema_migration");
  }

  @Test
  void steps_are_applied_once() {
    assertThat(migrations.apply(List.of(TWO_STEPS))).isEqualTo(2);
    assertThat(migrations.apply(List.of(TWO_STEPS))).isZero();

    assertThat(db.query("SELECT light FROM colour")).hasSize(1);
    assertThat(db.query("SELECT * FROM schema_migration WHERE owner = 'colours'")).hasSize(2);
  }

  @Test
  void a_later_version_applies_only_what_is_new() {
    migrations.apply(List.of(new Schema("colours", TWO_STEPS.steps().subList(0, 1))));

    assertThat(migrations.apply(List.of(TWO_STEPS))).isEqualTo(1);
  }

  @Test
  void an_older_version_leaves_a_newer_schema_alone() {
    migrations.apply(List.of(TWO_STEPS));

    assertThat(migrations.apply(List.of(new Schema("colours", TWO_STEPS.steps().subList(0, 1)))))
        .isZero();
  }

  @Test
  void nodes_that_start_at_once_apply_each_step_once() throws Exception {
    Callable<Integer> node = () -> new Migrations(db).apply(List.of(TWO_STEPS));
    int applied = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> each :
          threads.invokeAll(Stream.generate(() -> node).limit(6).toList())) {
        applied += each.get();
      }
    }

    assertThat(applied).isEqualTo(2);
    assertThat(db.query("SELECT name FROM colour")).hasSize(1);
  }

  @Test
  void a_step_that_fails_leaves_nothing_behind_and_names_the_reason() {
    Schema broken =
        new Schema("colours", List.of(TWO_STEPS.steps().getFirst() + "; SELECT nonsense"));

    assertThatThrownBy(() -> migrations.apply(List.of(broken)))
        .isInstanceOf(DbException.class)
        .hasMessageContaining("nonsense");
    assertThat(migrations.apply(List.of(TWO_STEPS))).isEqualTo(2);
  }

  @Test
  void the_core_s_own_schema_applies() {
    assertThat(migrations.apply(List.of(Migrations.core()))).isPositive();
    assertThat(db.query("SELECT id, scram FROM account")).isEmpty();
  }

  @Test
  void resources_must_be_there_and_be_numbered_without_gaps() {
    assertThatThrownBy(() -> Schema.resources("x", Migrations.class, "0002-second.sql"))
        .hasMessage("schema x: 0002-second.sql is number 1");
    assertThatThrownBy(() -> Schema.resources("x", Migrations.class, "0001-nowhere.sql"))
        .hasMessageContaining("no resource 0001-nowhere.sql");
  }
}
