package dev.innerloop.acceptance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What the parts of an update cost by themselves: the classes named {@code *Parts}, by JMH. */
@Timeout(1800)
class PartsBenchmark {

  @Test
  void parts() throws Exception {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include("dev\\.innerloop\\..*Parts\\..*")
                    .mode(Mode.AverageTime)
                    .timeUnit(TimeUnit.MICROSECONDS)
                    .forks(2)
                    .warmupIterations(3)
                    .warmupTime(TimeValue.seconds(2))
                    .measurementIterations(5)
                    .measurementTime(TimeValue.seconds(1))
                    .verbosity(VerboseMode.SILENT)
                    .shouldFailOnError(true)
                    .build())
            .run();
    List<String> lines = new ArrayList<>(List.of("| part | µs | ± |", "|---|---|---|"));
    for (RunResult each : results) {
      Result<?> result = each.getPrimaryResult();
      lines.add(
          String.format(
              Locale.ROOT,
              "| %s | %.1f | %.1f |",
              words(result.getLabel()),
              result.getScore(),
              result.getScoreError()));
    }
    BenchmarkReport.row("Parts", lines);
  }

  /** {@code javacOfOneFile} is javac of one file. */
  private static String words(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9])(?=[A-Z])", " ")
        .toLowerCase(Locale.ROOT);
  }
}
