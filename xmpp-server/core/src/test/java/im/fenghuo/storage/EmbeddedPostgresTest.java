package im.fenghuo.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.fenghuo.api.DbException;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

  @TempDir static Path shared;

  private final Vertx vertx =
      Vertx.builder().with(new VertxOptions().setPreferNativeTransport(true)).build();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void what_was_committed_is_there_after_a_restart() throws IOException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(shared);
        PgDb db = PgDb.open(vertx, postgres.address(), 1)) {
      db.update("CREATE TABLE kept (word text)");
      db.update("INSERT INTO kept VALUES ('烽火')");
    }

    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(shared);
        PgDb db = PgDb.open(vertx, postgres.address(), 1)) {
      assertThat(db.queryOne("SELECT word FROM kept").orElseThrow().text(0)).isEqualTo("烽火");
      db.update("DROP TABLE kept");
    }
  }

  @Test
  void it_is_durable_and_listens_on_no_network() throws IOException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(shared);
        PgDb db = PgDb.open(vertx, postgres.address(), 1)) {
      assertThat(setting(db, "fsync")).isEqualTo("on");
      assertThat(setting(db, "synchronous_commit")).isEqualTo("on");
      assertThat(setting(db, "full_page_writes")).isEqualTo("on");
      assertThat(setting(db, "listen_addresses")).isEmpty();
      assertThat(setting(db, "data_checksums")).isEqualTo("on");
    }
  }

  @Test
  void it_lets_nobody_in_without_the_password() throws IOException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(shared);
        PgDb db = PgDb.open(vertx, postgres.address().password("guess"), 1)) {
      assertThatThrownBy(() -> db.query("SELECT 1"))
          .isInstanceOf(DbException.class)
          .hasMessageContaining("password authentication failed");
    }
    assertThat(permissions(shared.resolve("password"))).isEqualTo("rw-------");
    assertThat(permissions(shared.resolve("socket"))).isEqualTo("rwx------");
  }

  @Test
  void killed_it_is_started_again_and_callers_wait_for_it() throws IOException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(shared);
        PgDb db = PgDb.open(vertx, postgres.address(), 2)) {
      db.update("CREATE TABLE survivor AS SELECT 1 AS one");
      long killed = postgres.pid();
      kill(killed);

      boolean answered = false;
      while (!answered) {
        try {
          answered = db.query("SELECT one FROM survivor").size() == 1 && postgres.pid() != killed;
        } catch (DbException lost) {
          assertThat(lost).matches(DbException::isUnavailable, "unavailable");
        }
      }
      db.update("DROP TABLE survivor");
    }
  }

  @Test
  void what_a_killed_server_left_running_is_stopped_by_the_next() throws Exception {
    Path home = shared.toRealPath();
    EmbeddedPostgres.start(home).close();
    PostgresBinaries binaries = PostgresBinaries.unpack(home);
    PostgresCluster cluster = new PostgresCluster(home, binaries.major());
    Launch launch = Launch.choose(home, cluster.data());
    PostgresProcess orphan =
        PostgresProcess.start(
            cluster, launch, binaries.server(cluster.data(), cluster.socket(), 0));

    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
      orphan.onExit().get();
      assertThat(postgres.pid()).isNotEqualTo(orphan.pid());
    }
  }

  @Test
  void a_stale_pid_file_that_names_another_program_is_in_nobody_s_way() throws IOException {
    EmbeddedPostgres.start(shared).close();
    Path data = new PostgresCluster(shared, PostgresBinaries.unpack(shared).major()).data();
    Files.writeString(data.resolve("postmaster.pid"), ProcessHandle.current().pid() + "\n/x\n");

    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(shared)) {
      assertThat(postgres.pid()).isPositive();
    }
  }

  @Test
  void two_servers_never_share_a_directory() throws IOException {
    try (EmbeddedPostgres first = EmbeddedPostgres.start(shared)) {
      assertThatThrownBy(() -> EmbeddedPostgres.start(shared))
          .isInstanceOf(IOException.class)
          .hasMessage("another server is using " + shared.toRealPath());
      assertThat(first.pid()).isPositive();
    }
  }

  @Test
  void the_data_of_another_major_version_is_refused(@TempDir Path directory) throws IOException {
    linkBinaries(directory);
    Path other = Files.createDirectory(directory.resolve("data-9"));
    Files.writeString(other.resolve("PG_VERSION"), "9\n");

    assertThatThrownBy(() -> EmbeddedPostgres.start(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("data-9 was written by another major version of PostgreSQL");
  }

  @Test
  void a_path_too_long_for_a_socket_gets_a_loopback_port(@TempDir Path directory)
      throws IOException {
    Path deep = Files.createDirectory(directory.resolve("d".repeat(120)));
    linkBinaries(deep);
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(deep);
        PgDb db = PgDb.open(vertx, postgres.address(), 1)) {
      assertThat(setting(db, "listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(setting(db, "unix_socket_directories")).isEmpty();
    }
  }

  @Test
  void the_archive_s_name_follows_the_platform() {
    assertThat(PostgresBinaries.resource("Mac OS X", "aarch64"))
        .startsWith("/postgres-darwin-arm_64");
    assertThat(PostgresBinaries.resource("Linux", "amd64")).startsWith("/postgres-linux-x86_64");
  }

  /// Spares unpacking them once more.
  private static void linkBinaries(Path directory) throws IOException {
    Path binaries = PostgresBinaries.unpack(shared).directory();
    Files.createSymbolicLink(directory.resolve(binaries.getFileName()), binaries);
  }

  private static String setting(PgDb db, String name) {
    return db.queryOne("SELECT current_setting($1)", name).orElseThrow().text(0);
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static void kill(long pid) {
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }
}
