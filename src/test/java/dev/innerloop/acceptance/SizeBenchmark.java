package dev.innerloop.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A module with 10,000 classes beside a small one, and what it costs to watch it, on this machine.
 */
@Timeout(1800)
class SizeBenchmark {

  private static final Duration READY = Duration.ofMinutes(5);
  private static final Duration SERVED = Duration.ofSeconds(60);
  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final int CLASSES = Integer.getInteger("bench.classes", 10_000);
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 20);
  private static final int WARM_UPS = 3;
  private static final Pattern USED = Pattern.compile("used (\\d+)K");

  @RegisterExtension final Bench bench = new Bench();

  @Test
  void oneFileOfManyTakesNoLonger() throws Exception {
    ProjectCopy project = bench.copy(Example.HELLO);
    MavenRun small = bench.start(bench.maven(project, "dev:watch"));
    Samples few = measure(project, small);
    small.interrupt();

    fill(project.folder().resolve("src/main/java/com/example/hello/many"));
    MavenRun large = bench.start(bench.maven(project, "dev:watch"));
    Samples many = measure(project, large);
    List<String> lines = new ArrayList<>();
    lines.add("- small: " + few);
    lines.add("- with " + CLASSES + " more classes: " + many);
    lines.add("- takes %.1f times as long (at most 2)".formatted(many.median() / few.median()));
    BenchmarkReport.row("Scale: one file of " + CLASSES, lines);
    idle(large);
  }

  /** What the saves have left to do, such as to look at all of the output once, is done first. */
  private static void idle(MavenRun watch) throws Exception {
    collect(watch);
    double afterSaves = idleShare(watch);
    double later = idleShare(watch);
    collect(watch);
    BenchmarkReport.row(
        "Idle watching of " + CLASSES + " classes",
        List.of(
            "- in the minute after the saves: %.2f %% of a core".formatted(afterSaves),
            "- in the minute after that: %.2f %% of a core (at most 0.5)".formatted(later),
            "- heap after a collection: %d MB (at most 256)".formatted(heapMegabytes(watch))));
  }

  /** Nothing happens: what is measured is the time that passes. */
  private static double idleShare(MavenRun watch) throws InterruptedException {
    double before = cpuSeconds(watch);
    long start = System.nanoTime();
    Thread.sleep(IDLE.toMillis());
    return 100 * (cpuSeconds(watch) - before) / ((System.nanoTime() - start) / 1e9);
  }

  private static Samples measure(ProjectCopy project, MavenRun watch) {
    String url = watch.events().awaitReady(READY).url();
    Http.awaitAnswer(url, "", SERVED);
    List<Double> millis = new ArrayList<>();
    for (int round = 0; round < WARM_UPS + ROUNDS; round++) {
      Events events = watch.events().fromNow();
      String text = "round " + round + ";" + watch.handle().pid();
      long start = System.nanoTime();
      Example.HELLO.editBody(project, text);
      while (!answers(url, text)) {
        if (System.nanoTime() - start > SERVED.toNanos()) {
          throw new AssertionError("Not served: " + text + "\n" + watch.tail());
        }
      }
      if (round >= WARM_UPS) {
        millis.add((System.nanoTime() - start) / 1e6);
      }
      events.awaitUpdate("redefine", SERVED);
    }
    return new Samples(millis);
  }

  private static boolean answers(String url, String text) {
    try {
      return Http.get(url).contains(text);
    } catch (IOException e) {
      return false; // counted as waiting
    }
  }

  private static void fill(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < CLASSES; i++) {
      Files.writeString(
          folder.resolve("Part" + i + ".java"),
          """
          package com.example.hello.many;

          class Part%d {
            private final int size = %d;

            int size() {
              return size + %s;
            }
          }
          """
              .formatted(i, i, i == 0 ? "0" : "new Part" + (i - 1) + "().size()"));
    }
  }

  private static double cpuSeconds(MavenRun watch) {
    return watch.handle().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
  }

  private static void collect(MavenRun watch) throws Exception {
    jcmd(watch, "GC.run");
  }

  private static long heapMegabytes(MavenRun watch) throws Exception {
    Matcher used = USED.matcher(jcmd(watch, "GC.heap_info"));
    if (!used.find()) {
      throw new AssertionError("jcmd GC.heap_info says nothing of the heap");
    }
    return Long.parseLong(used.group(1)) / 1024;
  }

  private static String jcmd(MavenRun watch, String command) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/jcmd").toString(),
                Long.toString(watch.handle().pid()),
                command)
            .redirectErrorStream(true)
            .start();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      return String.join("\n", lines.lines().toList());
    }
  }
}
