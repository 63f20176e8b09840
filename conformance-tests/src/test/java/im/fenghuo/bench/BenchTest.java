package im.fenghuo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The load client against the relay, which loses nothing.
class BenchTest {

  @TempDir private Path directory;
  private final Relay relay = new Relay(0, Optional.empty(), 2);

  @AfterEach
  void stop() {
    relay.close();
  }

  @Test
  void a_closed_loop_chat_over_two_loops_loses_nothing() throws IOException {
    JsonObject result = bench("chat", "--users", "10", "--loops", "2");

    assertThat(result.getLong("units")).isPositive();
    assertThat(result.getLong("messages_sent")).isEqualTo(result.getLong("messages_received"));
    assertThat(result.getLong("messages_duplicated")).isZero();
    assertThat(result.getLong("messages_reordered")).isZero();
  }

  @Test
  void an_open_loop_chat_sends_at_its_rate() throws IOException {
    JsonObject result = bench("chat", "--users", "4", "--rate", "200");

    assertThat(result.getLong("messages_sent")).isBetween(100L, 1000L);
  }

  @Test
  void a_room_over_two_loops_has_one_order_for_all() throws IOException {
    JsonObject result =
        bench("muc", "--users", "10", "--senders", "3", "--presence", "off", "--loops", "2");

    assertThat(result.getLong("units")).isPositive();
    assertThat(result.getLong("presences")).isEqualTo(9);
    assertThat(result.getLong("copies_sent")).isEqualTo(result.getLong("copies_received"));
    assertThat(result.getLong("copies_sent") % 10).isZero();
    assertThat(result.getLong("copies_reordered")).isZero();
  }

  @Test
  void a_flood_is_measured_beside_those_who_talk() throws IOException {
    JsonObject result =
        bench(
            "muc",
            "--users",
            "5",
            "--senders",
            "2",
            "--presence",
            "off",
            "--rate",
            "100",
            "--flood",
            "500",
            "--enter-rate",
            "100");

    assertThat(result.getLong("flooded_units")).isPositive();
    assertThat(result.getLong("flood_messages/s")).isPositive();
    assertThat(result.getLong("flood_cut_off")).isZero();
    assertThat(result.getLong("copies_lost")).isZero();
  }

  @Test
  void a_flood_without_a_fixed_load_is_refused() {
    StringWriter said = new StringWriter();

    int code = commandLine(said).execute("muc", "--flood", "10", "--port", "" + relay.port());

    assertThat(code).isEqualTo(1);
    assertThat(said.toString()).contains("--rate");
  }

  @Test
  void logins_follow_each_other() throws IOException {
    assertThat(bench("login", "--users", "5").getLong("units")).isGreaterThan(5);
  }

  @Test
  void idle_sessions_are_counted_with_the_memory_of_the_process() throws IOException {
    JsonObject result =
        bench("idle", "--users", "20", "--cpu", "srv=" + ProcessHandle.current().pid());

    assertThat(result.getLong("dropped")).isZero();
    assertThat(result.getLong("srv_rss_after_bytes")).isPositive();
  }

  @Test
  void accounts_are_registered() throws IOException {
    assertThat(bench("register", "--users", "3").getLong("units")).isEqualTo(3);
  }

  @Test
  void a_server_that_is_not_on_this_machine_needs_its_owners_word() {
    StringWriter said = new StringWriter();

    int code = commandLine(said).execute("chat", "--host", "192.0.2.1");

    assertThat(code).isEqualTo(1);
    assertThat(said.toString()).contains("--i-own-this-server");
  }

  @Test
  void a_server_that_is_not_there_is_reported_at_once() {
    relay.close();
    StringWriter said = new StringWriter();

    int code = commandLine(said).execute("chat", "--port", "" + relay.port(), "--quiet");

    assertThat(code).isEqualTo(1);
    assertThat(said.toString()).contains("Connection refused");
  }

  private JsonObject bench(String scenario, String... options) throws IOException {
    Path json = directory.resolve("result.json");
    StringWriter said = new StringWriter();
    CommandLine command = commandLine(said);
    String[] common = {
      scenario, "--port", "" + relay.port(), "--warmup", "0", "--duration", "1", "--quiet"
    };
    String[] all = Arrays.copyOf(common, common.length + options.length + 2);
    System.arraycopy(options, 0, all, common.length, options.length);
    all[all.length - 2] = "--json";
    all[all.length - 1] = json.toString();

    int code = command.execute(all);

    assertThat(code).as("exit code of %s; %s", scenario, said).isZero();
    return new JsonObject(Files.readString(json));
  }

  private static CommandLine commandLine(StringWriter said) {
    return Bench.commandLine().setErr(new PrintWriter(said, true));
  }
}
