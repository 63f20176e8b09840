package im.fenghuo.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Named groups of processes, each with all its descendants, as Linux accounts for them in `/proc`.
final class ProcessTrees {

  /// CPU time used so far and memory held now.
  record Sample(double cpuSeconds, long rssBytes) {
    Sample plus(Sample other) {
      return new Sample(cpuSeconds + other.cpuSeconds, rssBytes + other.rssBytes);
    }
  }

  /// One line of `/proc/PID/stat`.
  record ProcessStat(int pid, int parent, Sample sample) {

    private static final double TICKS_PER_SECOND =
        100; // USER_HZ, fixed on every Linux Java runs on
    private static final long PAGE = 4096;

    /// Reads the fields of proc(5); the command's name may hold anything, so they are counted from
    /// the last parenthesis.
    static Optional<ProcessStat> parse(String stat) {
      int close = stat.lastIndexOf(')');
      String[] fields = close < 0 ? new String[0] : stat.substring(close + 1).trim().split(" ", -1);
      if (fields.length < 22) {
        return Optional.empty();
      }
      long ticks = 0;
      for (int i = 11; i <= 14; i++) { // utime, stime, and those of children already waited for
        ticks += Long.parseLong(fields[i]);
      }
      int pid = Integer.parseInt(stat.substring(0, stat.indexOf(' ')));
      return Optional.of(
          new ProcessStat(
              pid,
              Integer.parseInt(fields[1]),
              new Sample(ticks / TICKS_PER_SECOND, Long.parseLong(fields[21]) * PAGE)));
    }
  }

  private final Map<String, Set<Integer>> roots;

  private ProcessTrees(Map<String, Set<Integer>> roots) {
    this.roots = roots;
  }

  /// Reads `srv=123+124,db=77`; the empty text names no process.
  static ProcessTrees parse(String text) {
    Map<String, Set<Integer>> roots = new LinkedHashMap<>();
    for (String group : text.isEmpty() ? List.<String>of() : List.of(text.split(",", -1))) {
      int equals = group.indexOf('=');
      try {
        Set<Integer> pids = new HashSet<>();
        for (String pid : group.substring(equals + 1).split("\\+", -1)) {
          pids.add(Integer.valueOf(pid));
        }
        roots.put(group.substring(0, equals), pids);
      } catch (NumberFormatException | IndexOutOfBoundsException e) {
        throw new IllegalArgumentException(
            "--cpu wants NAME=PID[+PID][,NAME=PID], not '" + text + "'", e);
      }
    }
    return new ProcessTrees(roots);
  }

  /// Samples every group now. Blocks (reads `/proc`).
  Map<String, Sample> sample() {
    Map<String, Sample> samples = new LinkedHashMap<>();
    if (roots.isEmpty()) {
      return samples;
    }
    List<ProcessStat> all = running();
    Set<Integer> named = new HashSet<>();
    roots.values().forEach(named::addAll);
    roots.forEach((name, pids) -> samples.put(name, sum(all, pids, named)));
    return samples;
  }

  /// The sum over the given processes and their descendants, down to those that are `named`
  /// themselves: a database that the server started is charged to the database's group alone.
  static Sample sum(List<ProcessStat> all, Set<Integer> pids, Set<Integer> named) {
    Map<Integer, List<ProcessStat>> children = new HashMap<>();
    Sample total = new Sample(0, 0);
    List<ProcessStat> open = new ArrayList<>();
    for (ProcessStat process : all) {
      children.computeIfAbsent(process.parent, parent -> new ArrayList<>()).add(process);
      if (pids.contains(process.pid)) {
        open.add(process);
      }
    }
    Set<Integer> counted = new HashSet<>();
    while (!open.isEmpty()) {
      ProcessStat process = open.removeLast();
      if (counted.add(process.pid)) {
        total = total.plus(process.sample);
        children.getOrDefault(process.pid, List.of()).stream()
            .filter(child -> !named.contains(child.pid))
            .forEach(open::add);
      }
    }
    return total;
  }

  private static List<ProcessStat> running() {
    List<ProcessStat> all = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path entry : entries) {
        read(entry.resolve("stat")).ifPresent(all::add);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("--cpu needs Linux's /proc", e);
    }
    return all;
  }

  private static Optional<ProcessStat> read(Path stat) throws IOException {
    try {
      return ProcessStat.parse(Files.readString(stat));
    } catch (NoSuchFileException e) {
      return Optional.empty(); // ended while we looked
    } catch (IOException e) {
      if (Files.exists(stat)) {
        throw e;
      }
      return Optional.empty();
    }
  }
}
