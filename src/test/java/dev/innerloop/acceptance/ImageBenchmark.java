package dev.innerloop.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * From the command until the image is in the registry, beside jib's own plugin on the same project
 * in the same run. What is left of each after Maven's own start and {@code compile} is told, too.
 */
@OnCluster(ours = true)
@Timeout(1800)
class ImageBenchmark {

  private static final Duration DONE = Duration.ofMinutes(5);
  private static final int ROUNDS = Math.max(1, Integer.getInteger("bench.rounds", 20) / 4);
  private static final String JIB = "com.google.cloud.tools:jib-maven-plugin:3.5.1:build";
  private static final String BASE = "localhost:5000/jre:17";
  private static final String CLASS = "src/main/java/com/example/clinic/ClinicController.java";

  @RegisterExtension final Bench bench = new Bench();

  @TempDir private Path caches;

  /** The same state of the project, built by both. */
  private record Pair(String name, List<Double> ours, List<Double> jibs) {

    Pair(String name) {
      this(name, new ArrayList<>(), new ArrayList<>());
    }

    void measure(double byUs, double byJib) {
      ours.add(byUs);
      jibs.add(byJib);
    }

    List<String> lines(double maven) {
      double us = new Samples(ours).median();
      double jib = new Samples(jibs).median();
      return List.of(
          "- %s, dev:image dev:push: %s".formatted(name, new Samples(ours)),
          "- %s, jib:build: %s".formatted(name, new Samples(jibs)),
          "- %s: %.2f of jib's time; without Maven and compile %.0f ms and %.0f ms"
              .formatted(name, us / jib, us - maven, jib - maven));
    }
  }

  @Test
  void besideJib() throws IOException {
    ProjectCopy project = ClinicSession.copy(bench);
    run(byUs(project, "warm-up", "warm-up"));
    run(byJib(project, "warm-up", "warm-up"));

    List<Double> maven = new ArrayList<>();
    Pair cold = new Pair("cold: empty caches, a new repository");
    Pair again = new Pair("again, nothing changed");
    Pair changed = new Pair("one class changed");
    for (int round = 0; round < ROUNDS; round++) {
      String name = "round-" + round + "-" + ProcessHandle.current().pid();
      forgetLayers(project);
      maven.add(run(compile(project)));
      cold.measure(run(byUs(project, name, name)), run(byJib(project, name, name)));
      again.measure(run(byUs(project, name, name)), run(byJib(project, name, name)));
      project.save(CLASS, project.read(CLASS) + "// " + name + "\n\nclass Added" + round + " {}\n");
      run(compile(project)); // else the first of both would compile for the other
      changed.measure(run(byUs(project, name, name)), run(byJib(project, name, name)));
    }
    List<String> lines = new ArrayList<>();
    double start = new Samples(maven).median();
    lines.add("- Maven's start and compile alone: " + new Samples(maven));
    List.of(cold, again, changed).forEach(pair -> lines.addAll(pair.lines(start)));
    BenchmarkReport.row("Images beside jib-maven-plugin", lines);
  }

  private MavenCommand compile(ProjectCopy project) {
    return bench.maven(project, "compile");
  }

  private MavenCommand byUs(ProjectCopy project, String repository, String cache) {
    return bench
        .maven(project, "dev:image", "dev:push")
        .set("dev.image", "localhost:5000/bench-us/" + repository)
        .set("dev.baseImage", BASE)
        .environment("XDG_CACHE_HOME", caches.resolve("us-" + cache).toString());
  }

  private MavenCommand byJib(ProjectCopy project, String repository, String cache) {
    return bench
        .maven(project, "compile", JIB)
        .set("jib.to.image", "localhost:5000/bench-jib/" + repository)
        .set("jib.from.image", BASE)
        .set("jib.allowInsecureRegistries", true)
        .set("jib.baseImageCache", caches.resolve("jib-base-" + cache))
        .set("jib.applicationCache", caches.resolve("jib-app-" + cache));
  }

  /** Ours are in {@code target}; jib's are in a folder of each round's. */
  private static void forgetLayers(ProjectCopy project) throws IOException {
    Path ours = project.folder().resolve("target/dev");
    if (Files.isDirectory(ours)) {
      try (var files = Files.walk(ours)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private double run(MavenCommand command) {
    long start = System.nanoTime();
    bench.start(command).succeed(DONE);
    return (System.nanoTime() - start) / 1e6;
  }
}
