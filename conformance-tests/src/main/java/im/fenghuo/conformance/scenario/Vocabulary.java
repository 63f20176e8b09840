package im.fenghuo.conformance.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The sentences of `vocabulary.sentences`: each stands for steps.
final class Vocabulary {

  private static final String SOURCE = "vocabulary.sentences";
  private static final Pattern PARAMETER = Pattern.compile("\\[([a-z]+)]");
  private static final Pattern LIST =
      Pattern.compile("(?<names>\\S+(?:(?:, and|,| and) \\S+)+) (?<verb>are|have) (?<rest>.+)");

  private final List<Sentence> sentences;

  private Vocabulary(List<Sentence> sentences) {
    this.sentences = sentences;
  }

  /// The vocabulary that comes with the runner.
  static Vocabulary standard() {
    try (InputStream in = Vocabulary.class.getResourceAsStream(SOURCE)) {
      return parse(new String(Objects.requireNonNull(in, SOURCE).readAllBytes(), UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static Vocabulary parse(String text) {
    List<Sentence> sentences = new ArrayList<>();
    List<Block> steps = new ArrayList<>();
    for (Block block : Block.read(text)) {
      if (block.keyword().equals("sentence")) {
        steps = new ArrayList<>();
        sentences.add(new Sentence(block.rest(), steps));
      } else {
        steps.add(block);
      }
    }
    return new Vocabulary(sentences);
  }

  /// The steps that a sentence stands for, or nothing if the sentence is not known. Of several that
  /// fit, the first counts.
  Optional<List<Step>> meaning(int line, String text) {
    for (Sentence sentence : sentences) {
      Optional<Map<String, String>> values = sentence.read(text);
      if (values.isPresent()) {
        List<Block> blocks =
            sentence.steps.stream().map(block -> block.with(values.get())).toList();
        return Optional.of(ScenarioParser.steps(SOURCE, blocks));
      }
    }
    Matcher list = LIST.matcher(text);
    if (!list.matches()) {
      return Optional.empty();
    }
    String verb = list.group("verb").equals("are") ? " is " : " has ";
    return Optional.of(
        ScenarioParser.names(list.group("names")).stream()
            .map(name -> (Step) new Step.Act(line, name + verb + list.group("rest")))
            .toList());
  }

  private record Sentence(String text, List<Block> steps) {

    Optional<Map<String, String>> read(String actual) {
      List<String> names = PARAMETER.matcher(text).results().map(found -> found.group(1)).toList();
      String regex =
          PARAMETER.matcher("\\Q" + text + "\\E").replaceAll("\\\\E(\\\\S+|\"[^\"]*\")\\\\Q");
      Matcher matcher = Pattern.compile(regex).matcher(actual);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      Map<String, String> values = new HashMap<>();
      for (int i = 0; i < names.size(); i++) {
        values.put(names.get(i), matcher.group(i + 1).replace("\"", ""));
      }
      return Optional.of(values);
    }
  }
}
