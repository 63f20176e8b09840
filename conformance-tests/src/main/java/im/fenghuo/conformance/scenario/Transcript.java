package im.fenghuo.conformance.scenario;

import java.util.ArrayList;
import java.util.List;

/// What was sent and received so far, by whom and when.
final class Transcript {

  private static final int MOST = 2000;

  private final long start = System.nanoTime();
  private final List<String> lines = new ArrayList<>();

  synchronized void add(String who, String what, String text) {
    if (lines.size() < MOST) {
      long millis = (System.nanoTime() - start) / 1_000_000;
      lines.add("%6d ms  %s %s  %s".formatted(millis, who, what, shorten(text)));
    }
  }

  private static String shorten(String text) {
    String line = text.strip().replaceAll("\\s*\n\\s*", " ");
    return line.length() <= 2000 ? line : line.substring(0, 2000) + " … (" + line.length() + ")";
  }

  @Override
  public synchronized String toString() {
    return String.join("\n", lines);
  }
}
