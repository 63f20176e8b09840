package im.fenghuo.conformance.scenario;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The end of a header in a scenario with a table: `when [column]`, `unless [column]`, `when
/// [column] is this or that`.
final class Condition {

  private static final Pattern CLAUSE =
      Pattern.compile("(?<header>.*) (?<word>when|unless) (?<value>.+?)(?: is (?<wanted>.+))?");

  private static final Set<String> PROSE = Set.of("scenario", "spec", "note");

  private Condition() {}

  /// The block without its condition, or nothing if the condition does not hold.
  static Optional<Block> apply(Block block) {
    Matcher clause = CLAUSE.matcher(block.header());
    if (PROSE.contains(block.keyword()) || !clause.matches()) {
      return Optional.of(block);
    }
    String wanted = clause.group("wanted") == null ? "yes" : clause.group("wanted");
    boolean holds = Arrays.asList(wanted.split(" or ")).contains(clause.group("value"));
    if (holds != clause.group("word").equals("when")) {
      return Optional.empty();
    }
    return Optional.of(new Block(block.line(), clause.group("header"), block.body()));
  }
}
