package im.fenghuo.conformance.scenario;

import java.util.List;

/// A play: what is true before (`setup`) and what happens then.
///
/// @param source the file it is from, for messages
/// @param specifications the paragraphs that it checks
/// @param notes what is to be known about it, for example which server is known to be wrong
public record Scenario(
    String source,
    int line,
    String title,
    List<String> specifications,
    List<String> notes,
    List<Step> setup,
    List<Step> steps) {

  /// The same under another title.
  Scenario called(String other) {
    return new Scenario(source, line, other, specifications, notes, setup, steps);
  }

  @Override
  public String toString() {
    return title;
  }
}
