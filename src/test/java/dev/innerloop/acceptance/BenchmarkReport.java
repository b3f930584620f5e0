package dev.innerloop.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What benchmarks measured, as Markdown in {@code target/benchmark/report.md}. Each row is a file
 * of its own, so that rows can be measured one at a time and again.
 */
final class BenchmarkReport {

  private static final Path FOLDER = Path.of("target/benchmark");
  private static final Path ROWS = FOLDER.resolve("rows");

  private BenchmarkReport() {}

  /** Replaces a row, and prints it. */
  static void row(String name, List<String> lines) {
    try {
      Files.createDirectories(ROWS);
      String text = "## " + name + "\n\n" + String.join("\n", lines) + "\n";
      Files.writeString(
          ROWS.resolve(name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".md"), text);
      System.out.println(text);
      write();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write() throws IOException {
    List<String> report = new ArrayList<>();
    report.add("# Benchmarks\n");
    report.add(machine() + "\n");
    try (Stream<Path> rows = Files.list(ROWS)) {
      for (Path row : rows.sorted().toList()) {
        report.add(Files.readString(row));
      }
    }
    Files.writeString(FOLDER.resolve("report.md"), String.join("\n", report));
  }

  private static String machine() throws IOException {
    Path cpu = Path.of("/proc/cpuinfo");
    String model =
        Files.exists(cpu)
            ? Files.readAllLines(cpu).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("")
            : "";
    return "%s, %d cores, %s, Java %s %s, load %.1f when written, %s"
        .formatted(
            model,
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name") + " " + System.getProperty("os.version"),
            System.getProperty("java.vendor"),
            System.getProperty("java.version"),
            java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                .getSystemLoadAverage(),
            Instant.now());
  }
}
