package im.fenghuo.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// Runs the benchmarks of this package, or those that `-Dbenchmarks=` begins the name of; not a
/// test by name, so it runs only when it is asked for.
class Microbenchmarks {

  @Test
  void run() throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(
                        Microbenchmarks.class.getPackageName()
                            + "\\."
                            + System.getProperty("benchmarks", "")
                            + ".*")
                    .addProfiler(GCProfiler.class)
                    .jvmArgsAppend("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders")
                    .shouldFailOnError(true)
                    .build())
            .run();

    assertThat(results).isNotEmpty();
  }
}
