package im.fenghuo.conformance.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the language of `docs/scenarios.md`.
public final class ScenarioParser {

  private static final Pattern STEP =
      Pattern.compile(
          "(?<who>.+?) (?<what>sends?|receives?|does not receive|do not receive|may receive"
              + "|receives? nothing|ha(?:s|ve) received nothing else)"
              + "(?<how> in any order|,? among others)?");

  private final String source;

  private ScenarioParser(String source) {
    this.source = source;
  }

  /// The scenarios of a file; a scenario with a table becomes one for each row.
  ///
  /// @param source the file's name, for messages
  /// @throws ScenarioSyntaxException if it cannot be understood
  public static List<Scenario> parse(String source, String text) {
    return new ScenarioParser(source).scenarios(Block.read(text));
  }

  /// The steps of blocks that are no scenario: those of a sentence.
  static List<Step> steps(String source, List<Block> blocks) {
    return blocks.stream().map(new ScenarioParser(source)::step).toList();
  }

  private List<Scenario> scenarios(List<Block> blocks) {
    List<Scenario> scenarios = new ArrayList<>();
    for (int start = 0; start < blocks.size(); ) {
      if (!blocks.get(start).keyword().equals("scenario")) {
        throw problem(blocks.get(start), "a file begins with a line 'scenario …'");
      }
      int end = start + 1;
      while (end < blocks.size() && !blocks.get(end).keyword().equals("scenario")) {
        end++;
      }
      scenarios.addAll(expand(blocks.subList(start, end)));
      start = end;
    }
    return scenarios;
  }

  private List<Scenario> expand(List<Block> blocks) {
    List<Block> tables = blocks.stream().filter(ScenarioParser::isTable).toList();
    List<Block> rest = blocks.stream().filter(block -> !isTable(block)).toList();
    List<Map<String, String>> rows = List.of(Map.of());
    for (Block table : tables) {
      rows = product(rows, rows(table));
    }
    List<Scenario> scenarios = new ArrayList<>();
    Set<String> titles = new HashSet<>();
    for (Map<String, String> row : rows) {
      Scenario scenario = scenario(rest, row);
      boolean isNew = titles.add(scenario.title());
      scenarios.add(isNew ? scenario : scenario.called(scenario.title() + " " + row.values()));
    }
    return scenarios;
  }

  private static boolean isTable(Block block) {
    return block.header().equals("for each");
  }

  private List<Map<String, String>> rows(Block table) {
    List<String> lines = table.body().lines().filter(line -> !line.isBlank()).toList();
    if (lines.size() < 2) {
      throw problem(table, "a table has a line of names and at least one line of values");
    }
    List<String> names = cells(lines.getFirst());
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      List<String> cells = cells(line);
      if (cells.size() != names.size()) {
        throw problem(table, names.size() + " values expected in: " + line.strip());
      }
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < cells.size(); i++) {
        row.put(names.get(i), cells.get(i));
      }
      rows.add(row);
    }
    return rows;
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
  }

  private static List<Map<String, String>> product(
      List<Map<String, String>> left, List<Map<String, String>> right) {
    List<Map<String, String>> product = new ArrayList<>();
    for (Map<String, String> one : left) {
      for (Map<String, String> other : right) {
        Map<String, String> both = new LinkedHashMap<>(one);
        both.putAll(other);
        product.add(both);
      }
    }
    return product;
  }

  private Scenario scenario(List<Block> template, Map<String, String> row) {
    List<Block> blocks =
        template.stream()
            .map(block -> block.with(row))
            .flatMap(block -> Condition.apply(block).stream())
            .toList();
    List<String> specifications = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    List<Step> setup = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    for (Block block : blocks.subList(1, blocks.size())) {
      switch (block.keyword()) {
        case "spec" -> specifications.add(block.rest());
        case "note" -> notes.add((block.rest() + block.body()).replaceAll("\\s+", " "));
        case "given" -> setup.add(step(rest(block)));
        case "and" -> (steps.isEmpty() ? setup : steps).add(step(rest(block)));
        default -> steps.add(step(block));
      }
    }
    Block first = blocks.getFirst();
    if (specifications.isEmpty()) {
      throw problem(first, "which specification does it check? Add a line 'spec …'");
    }
    return new Scenario(source, first.line(), first.rest(), specifications, notes, setup, steps);
  }

  private static Block rest(Block block) {
    return new Block(block.line(), block.rest(), block.body());
  }

  private Step step(Block block) {
    Matcher step = STEP.matcher(block.header());
    if (!step.matches()) {
      if (!block.body().isBlank()) {
        throw problem(block, "nothing can be written below this: " + block.header());
      }
      return new Step.Act(block.line(), block.header());
    }
    List<String> clients = names(step.group("who"));
    String what = step.group("what");
    boolean nothing = what.contains("nothing");
    if (nothing != block.body().isBlank()) {
      throw problem(block, nothing ? "nothing means no stanza" : "which stanza?");
    }
    return switch (what) {
      case "send", "sends" -> new Step.Send(block.line(), clients, block.body().strip());
      case "receive", "receives" ->
          new Step.Receive(block.line(), clients, order(step.group("how")), block.body());
      case "may receive" ->
          new Step.Receive(block.line(), clients, Step.Order.OPTIONAL, block.body());
      case "does not receive", "do not receive" ->
          new Step.Miss(block.line(), clients, block.body());
      default -> new Step.NothingElse(block.line(), clients);
    };
  }

  private static Step.Order order(@Nullable String how) {
    if (how == null) {
      return Step.Order.NEXT;
    }
    return how.endsWith("order") ? Step.Order.ANY : Step.Order.AMONG_OTHERS;
  }

  /// The names of `a, b and c`; nobody for `everyone`.
  static List<String> names(String list) {
    return list.equals("everyone") ? List.of() : List.of(list.split(", and |, | and "));
  }

  private ScenarioSyntaxException problem(Block block, String problem) {
    return new ScenarioSyntaxException(source, block.line(), problem);
  }
}
