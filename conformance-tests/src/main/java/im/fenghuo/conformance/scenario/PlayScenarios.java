package im.fenghuo.conformance.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import im.fenghuo.conformance.client.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Plays scenario files against a server that is running: any XMPP server.
///
/// `PlayScenarios HOST:PORT[,HOST:PORT …] DOMAIN FILE-OR-FOLDER …`
public final class PlayScenarios {

  private PlayScenarios() {}

  /// Exits with 1 if a scenario fails. Blocks.
  ///
  /// @throws IOException if a file cannot be read
  public static void main(String[] args) throws IOException {
    if (args.length < 3) {
      System.err.println("HOST:PORT[,HOST:PORT …] DOMAIN FILE-OR-FOLDER …");
      System.exit(2);
    }
    List<Address> addresses = Arrays.stream(args[0].split(",")).map(Address::parse).toList();
    ScenarioRunner runner = new ScenarioRunner(new ExternalServer(args[1], addresses));
    int failed = 0;
    int played = 0;
    for (String arg : List.of(args).subList(2, args.length)) {
      for (Path file : files(Path.of(arg))) {
        for (Scenario scenario :
            ScenarioParser.parse(file.toString(), Files.readString(file, UTF_8))) {
          played++;
          failed += play(runner, scenario) ? 0 : 1;
        }
      }
    }
    System.out.println(played + " played, " + failed + " failed");
    if (failed > 0) {
      System.exit(1);
    }
  }

  private static boolean play(ScenarioRunner runner, Scenario scenario) {
    try {
      runner.play(scenario);
      System.out.println("passed  " + scenario.source() + "  " + scenario.title());
      return true;
    } catch (ScenarioFailure failure) {
      System.out.println("FAILED  " + scenario.source() + "  " + failure.getMessage());
      return false;
    }
  }

  private static List<Path> files(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      return files.filter(file -> file.toString().endsWith(".scenario")).sorted().toList();
    }
  }
}
