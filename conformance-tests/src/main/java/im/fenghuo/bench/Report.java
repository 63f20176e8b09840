package im.fenghuo.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/// What a run found: a table for people, one line of JSON for programs.
final class Report {

  private static final double[] PERCENTILES = {50, 90, 99, 99.9};
  private static final double MEBIBYTE = 1024.0 * 1024;

  private final String unit;
  private final JsonObject json = new JsonObject();
  private final StringBuilder table = new StringBuilder();

  /// @param unit what is counted, in the singular
  Report(String scenario, String unit, TargetOptions target) {
    this.unit = unit;
    json.put("scenario", scenario)
        .put("users", target.users())
        .put("tls", target.tls().name().toLowerCase(Locale.ROOT))
        .put("sign_in", target.signIn().name().toLowerCase(Locale.ROOT))
        .put("processors", Runtime.getRuntime().availableProcessors());
    line(
        "scenario",
        String.format(
            Locale.ROOT,
            "%s, %d users, TLS %s, sign-in %s",
            scenario,
            target.users(),
            json.getString("tls"),
            json.getString("sign_in")));
  }

  /// How the load was made.
  void load(String kind, double value) {
    json.put("load", kind).put("load_value", value);
    line("load", String.format(Locale.ROOT, "%s, %,.0f", kind, value));
  }

  /// Rate, latency and cost of what was measured.
  void measured(Run.Measurement measured) {
    rate("", unit, measured);
    latency("", measured.latencies());
    cost("", unit, measured);
  }

  /// Rate and latency of what was measured in several turns, under a name of its own.
  void latencies(String name, long units, double seconds, Histogram latencies) {
    rate(name, unit, units, seconds);
    latency(name, latencies);
  }

  /// How many times as large one number is as another.
  void ratio(String name, double one, double other) {
    json.put(name.replace(' ', '_'), round(one / other));
    line(name, String.format(Locale.ROOT, "%.2f", one / other));
  }

  /// Rate alone, under a name of its own, of what is `counted`.
  void rate(String name, String counted, Run.Measurement measured) {
    rate(name, counted, measured.units(), measured.seconds());
  }

  private void rate(String name, String counted, long units, double seconds) {
    double perSecond = units / seconds;
    json.put(key(name, "units"), units)
        .put(key(name, "seconds"), round(seconds))
        .put(key(name, "units_per_s"), round(perSecond));
    line(
        title(name, "rate"),
        String.format(
            Locale.ROOT, "%,.1f %ss/s   (%,d in %.1f s)", perSecond, counted, units, seconds));
  }

  /// Latency alone, under a name of its own.
  void latency(String title, Histogram latencies) {
    StringBuilder text = new StringBuilder();
    for (double percentile : PERCENTILES) {
      double milliseconds = latencies.getValueAtPercentile(percentile) / 1e6;
      String name = "p" + String.valueOf(percentile).replace(".0", "").replace(".", "");
      json.put(key(title, "latency_" + name + "_ms"), round(milliseconds));
      text.append(String.format(Locale.ROOT, "p%s %.3f   ", shown(percentile), milliseconds));
    }
    json.put(key(title, "latency_max_ms"), round(latencies.getMaxValue() / 1e6));
    line(
        title(title, "latency ms"),
        String.format(Locale.ROOT, "%smax %.3f", text, latencies.getMaxValue() / 1e6));
  }

  /// CPU time per unit, by process group; and what else the machine did meanwhile.
  void cost(String name, String counted, Run.Measurement measured) {
    double seconds = measured.seconds();
    double known = 0;
    for (String group : measured.after().groups().keySet()) {
      ProcessTrees.Sample before = sample(measured.before(), group);
      ProcessTrees.Sample after = sample(measured.after(), group);
      double cpu = after.cpuSeconds() - before.cpuSeconds();
      known += cpu;
      processor(title(name, group), key(name, group), cpu, measured, counted);
      json.put(key(name, group + "_rss_bytes"), after.rssBytes());
      line(
          title(name, group + " memory"),
          String.format(Locale.ROOT, "%.1f MiB resident", after.rssBytes() / MEBIBYTE));
    }
    double own = measured.after().own() - measured.before().own();
    processor(title(name, "this client"), key(name, "client"), own, measured, counted);
    double others = measured.after().busy() - measured.before().busy() - known - own;
    json.put(key(name, "others_cores"), round(Math.max(0, others / seconds)));
    line(
        title(name, "others"),
        String.format(Locale.ROOT, "%.2f cores", Math.max(0, others / seconds)));
  }

  private void processor(
      String title, String key, double cpu, Run.Measurement measured, String counted) {
    double cores = cpu / measured.seconds();
    json.put(key + "_cpu_cores", round(cores));
    if (measured.units() == 0) {
      line(title + " CPU", String.format(Locale.ROOT, "%.3f cores", cores));
      return;
    }
    double each = cpu * 1e6 / measured.units();
    json.put(key + "_cpu_us_per_unit", round(each));
    line(
        title + " CPU",
        String.format(Locale.ROOT, "%,.1f µs per %s, %.2f cores", each, counted, cores));
  }

  /// Memory of each process group, and its growth for each of so many sessions.
  void sessions(Usage before, Usage after, int sessions) {
    for (String group : after.groups().keySet()) {
      long was = sample(before, group).rssBytes();
      long is = sample(after, group).rssBytes();
      double each = (double) (is - was) / sessions;
      json.put(group + "_rss_before_bytes", was)
          .put(group + "_rss_after_bytes", is)
          .put(group + "_rss_bytes_per_session", round(each));
      line(
          group + " memory",
          String.format(
              Locale.ROOT,
              "%.1f MiB before, %.1f MiB after: %,.0f bytes per session",
              was / MEBIBYTE,
              is / MEBIBYTE,
              each));
    }
  }

  /// Loss, duplicates and order.
  void tally(String what, Chat.Tally tally) {
    String key = what.replace(' ', '_');
    json.put(key + "_sent", tally.sent())
        .put(key + "_received", tally.received())
        .put(key + "_lost", tally.lost())
        .put(key + "_duplicated", tally.duplicated())
        .put(key + "_reordered", tally.reordered());
    line(
        what,
        String.format(
            Locale.ROOT,
            "%,d sent, %,d found: %,d lost, %,d duplicated, %,d reordered",
            tally.sent(),
            tally.received(),
            tally.lost(),
            tally.duplicated(),
            tally.reordered()));
  }

  /// One more number.
  void value(String name, long value) {
    json.put(name.replace(' ', '_'), value);
    line(name, String.format(Locale.ROOT, "%,d", value));
  }

  /// Prints the table and appends the JSON.
  ///
  /// @return the exit code: 0 only when nothing went wrong
  int finish(Meter meter, boolean good, Optional<Path> file) throws IOException {
    value("errors", meter.errors());
    meter
        .firstError()
        .ifPresent(error -> {
          json.put("first_error", error);
          line("first error", error);
        });
    System.out.print(table);
    if (file.isPresent()) {
      Files.writeString(
          file.get(), json.encode() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
    return good && meter.errors() == 0 ? 0 : 1;
  }

  private void line(String title, String text) {
    table.append(String.format(Locale.ROOT, "%-22s", title)).append(text).append('\n');
  }

  private static ProcessTrees.Sample sample(Usage usage, String group) {
    return usage.groups().getOrDefault(group, new ProcessTrees.Sample(0, 0));
  }

  private static String title(String name, String what) {
    return name.isEmpty() ? what : name + " " + what;
  }

  private static String key(String name, String what) {
    return name.isEmpty() ? what : name + "_" + what;
  }

  private static String shown(double percentile) {
    return String.valueOf(percentile).replace(".0", "");
  }

  private static double round(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
