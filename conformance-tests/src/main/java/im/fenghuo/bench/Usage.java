package im.fenghuo.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// What everybody has used of this machine up to one moment.
///
/// @param nanoseconds when, by the monotonic clock
/// @param groups the watched processes
/// @param own CPU seconds of this process
/// @param busy CPU seconds of the whole machine, 0 where it cannot be known
record Usage(long nanoseconds, Map<String, ProcessTrees.Sample> groups, double own, double busy) {

  private static final double TICKS_PER_SECOND = 100;

  /// Blocks (reads `/proc`).
  static Usage now(ProcessTrees processes) {
    double own =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1e9;
    return new Usage(System.nanoTime(), processes.sample(), own, machineBusy());
  }

  private static double machineBusy() {
    Path stat = Path.of("/proc/stat");
    if (!Files.exists(stat)) {
      return 0;
    }
    try (var lines = Files.lines(stat)) {
      String[] fields = lines.findFirst().orElse("").split(" +", -1);
      double ticks = 0;
      for (int i : new int[] {1, 2, 3, 6, 7}) { // user, nice, system, irq, softirq
        ticks += fields.length > i ? Double.parseDouble(fields[i]) : 0;
      }
      return ticks / TICKS_PER_SECOND;
    } catch (IOException e) {
      return 0;
    }
  }
}
