package im.fenghuo.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.fenghuo.config.ConfigFile;
import im.fenghuo.xep.XepCatalog;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {

  @TempDir static Path directory;

  private static final String ANY_PORTS = "[listeners]\nxmpp = 0\nxmpps = 0\nhttp = 0\nhttps = 0\n";

  private record Outcome(int status, String out, String err) {}

  @Test
  void accounts_are_changed_while_no_server_runs() throws Exception {
    accountsAreChanged(directory.resolve("data"));
  }

  @Test
  void accounts_are_changed_in_the_server_that_runs() throws Exception {
    Path data = directory.resolve("data");
    try (Server server = Server.start(config("", data))) {
      assertThat(server.config().server().dataDirectory()).isEqualTo(data);
      accountsAreChanged(data);
      assertThat(run("", "status", "--data", data).out())
          .contains("running for", "localhost", "xmpp " + server.ports().xmpp(), "streams");
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(data.resolve("control.sock"))))
          .isEqualTo("rw-------");
    }
    assertThat(data.resolve("control.sock")).doesNotExist();
    assertThat(run("", "status", "--data", data).err()).contains("no server is running on");
  }

  private static void accountsAreChanged(Path data) throws Exception {
    assertThat(run("secret\n", "user", "add", "juliet", "--password-stdin", "--data", data))
        .isEqualTo(new Outcome(0, "juliet@localhost added\n", ""));
    assertThat(run("secret\n", "user", "add", "juliet", "--password-stdin", "--data", data))
        .isEqualTo(new Outcome(1, "", "juliet@localhost: the account exists already\n"));
    assertThat(run("new\n", "user", "passwd", "juliet", "--password-stdin", "--data", data))
        .isEqualTo(new Outcome(0, "the password of juliet@localhost is changed\n", ""));
    assertThat(run("new\n", "user", "add", "a@elsewhere", "--password-stdin", "--data", data).err())
        .isEqualTo("a@elsewhere: no accounts at elsewhere here\n");
    assertThat(run("", "user", "list", "--data", data).out()).isEqualTo("juliet@localhost\n");
    assertThat(run("", "user", "retention", "juliet", "30d", "--data", data))
        .isEqualTo(new Outcome(0, "messages of juliet@localhost are kept for 30d\n", ""));
    assertThat(run("", "user", "retention", "juliet", "default", "--data", data).out())
        .isEqualTo("messages of juliet@localhost are kept as long as its domain's\n");
    assertThat(run("", "user", "retention", "juliet", "always", "--data", data).err())
        .isEqualTo("TIME must be \"forever\" or a duration such as 90d, or default, is always\n");
    assertThat(run("", "user", "retention", "romeo", "forever", "--data", data).err())
        .isEqualTo("romeo@localhost: there is no such account\n");
    assertThat(run("", "user", "remove", "juliet", "--data", data).out())
        .isEqualTo("juliet@localhost removed\n");
    assertThat(run("", "user", "remove", "juliet", "--data", data))
        .isEqualTo(new Outcome(1, "", "juliet@localhost: there is no such account\n"));
    assertThat(run("", "user", "list", "--data", data).out()).isEmpty();
  }

  @Test
  void accounts_of_the_configuration_are_made_once() throws Exception {
    Path data = directory.resolve("data");
    String toml = "[[account]]\njid = \"admin@localhost\"\npassword = \"admin\"\n";
    Server.start(config(toml, data)).close();
    Server.start(config(toml, data)).close();

    assertThat(run("", "user", "list", "--data", data).out()).isEqualTo("admin@localhost\n");
    assertThat(run("", "user", "remove", "admin", "--data", data).status()).isZero();
  }

  @Test
  void a_data_directory_has_one_server() throws Exception {
    Path data = directory.resolve("data");
    try (Server first = Server.start(config("", data))) {
      assertThat(first.config()).isNotNull();
      assertThatThrownBy(() -> Server.start(config("", data)))
          .isInstanceOf(CommandException.class)
          .hasMessage("a server is already using " + data.toRealPath());
    }
  }

  @Test
  void a_database_that_cannot_be_reached_is_named() throws Exception {
    Path data = directory.resolve("external");
    String toml =
        """
        [storage]
        url = "postgresql://nobody@127.0.0.1:1/none"
        password = "unknown"
        """;
    ConfigFile config = config(toml, data);

    assertThatThrownBy(() -> Server.start(config))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("the database cannot be used: ")
        .hasMessageNotContaining("unknown");
  }

  @Test
  void a_file_that_cannot_be_used_is_named_with_the_reason() throws Exception {
    Path data = directory.resolve("data");
    Path missing = directory.resolve("missing.pem");
    String toml = "[tls]\ncertificate = \"%1$s\"\nkey = \"%1$s\"\n".formatted(missing);
    ConfigFile config = config(toml, data);
    assertThatThrownBy(() -> Server.start(config))
        .isInstanceOf(CommandException.class)
        .hasMessage("cannot start: " + missing + ": there is no such file or directory");
    assertThat(run("", "config", "check", missing))
        .isEqualTo(
            new Outcome(1, "", missing + ": cannot be read: there is no such file or directory\n"));
    Path file = Files.createFile(directory.resolve("file"));
    assertThat(run("", "user", "list", "--data", file).err())
        .isEqualTo(
            "the data directory %1$s cannot be used: %1$s/lock: Not a directory\n".formatted(file));
  }

  @Test
  void a_domain_that_is_not_served_is_not_an_empty_list() {
    assertThat(run("", "user", "list", "elsewhere", "--data", directory.resolve("data")))
        .isEqualTo(new Outcome(1, "", "no accounts at elsewhere here\n"));
  }

  @Test
  void names_that_are_none_are_refused() throws Exception {
    Path data = directory.resolve("data");
    assertThat(run("x\n", "user", "add", "a b", "--password-stdin", "--data", data).err())
        .startsWith("'a b' is no account's name: ");
    assertThat(run("x\n", "user", "add", "a@b/c", "--password-stdin", "--data", data).err())
        .isEqualTo("'a@b/c' is not of the form NAME or NAME@DOMAIN\n");
    assertThat(run("", "user", "add", "a", "--password-stdin", "--data", data).err())
        .isEqualTo("no password on standard input\n");
  }

  @Test
  void a_configuration_is_checked_without_starting_anything() throws Exception {
    Path right = Files.writeString(directory.resolve("right.toml"), "[log]\nlevel = \"debug\"");
    Path wrong = Files.writeString(directory.resolve("wrong.toml"), "[logs]");

    assertThat(run("", "config", "check", right))
        .isEqualTo(new Outcome(0, right + " is in order\n", ""));
    assertThat(run("", "config", "check", wrong))
        .isEqualTo(new Outcome(1, "", wrong + ":1:1: unknown key logs; did you mean log?\n"));
    assertThat(run("", "user", "list", "--config", wrong).err()).contains("did you mean log?");
    assertThat(run("", "run", "--port-offset", "70000").err())
        .isEqualTo("--port-offset 70000: must be in 0..65535, is 75222\n");
  }

  @Test
  void every_command_explains_itself() throws Exception {
    assertThat(run("", "help").out()).contains("run", "user", "status", "config");
    assertThat(run("", "user", "add", "--help").out()).contains("--password-stdin", "ACCOUNT");
    assertThat(run("", "usre")).extracting(Outcome::status).isEqualTo(2);
  }

  private static ConfigFile config(String toml, Path data) throws Exception {
    Path file = Files.createTempFile(directory, "config", ".toml");
    Files.writeString(file, ANY_PORTS + toml);
    ConfigFile read = ConfigFile.read(file, XepCatalog.SETTINGS);
    return new ConfigFile(read.config().data(data), read.extensions());
  }

  private static Outcome run(String in, Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)));
    try {
      CommandLine line =
          Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
      String[] texts = new String[arguments.length];
      for (int i = 0; i < texts.length; i++) {
        texts[i] = arguments[i].toString();
      }
      return new Outcome(line.execute(texts), out.toString(), err.toString());
    } finally {
      System.setIn(before);
    }
  }
}
