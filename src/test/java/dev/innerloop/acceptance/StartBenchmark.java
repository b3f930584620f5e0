package dev.innerloop.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From the command to a ready app, and what the supervisor takes of the pod. */
@OnCluster
@Timeout(1800)
class StartBenchmark {

  private static final Duration READY = Duration.ofMinutes(5);
  private static final int ROUNDS = Math.max(1, Integer.getInteger("bench.rounds", 20) / 4);

  @RegisterExtension final Bench bench = new Bench();

  /** The image is there in both cases; what is applied by hand is what we ship. */
  @Test
  void coldRunAndAttaching() {
    ProjectCopy project = ClinicSession.copy(bench);
    bench.start(ship(project, "dev:image")).succeed(READY);
    bench.start(ship(project, "dev:push")).succeed(READY);
    bench.start(ship(project, "dev:apply")).succeed(READY);
    bench.start(bench.onCluster(project, "dev:delete")).succeed(READY);

    List<Double> plain = new ArrayList<>();
    List<Double> cold = new ArrayList<>();
    List<Double> attached = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      apply(project);
      plain.add(millisSince(start));
      bench.start(bench.onCluster(project, "dev:delete")).succeed(READY);

      MavenRun run = bench.start(ClinicSession.command(bench, project, "dev:run"));
      cold.add((double) run.events().awaitReady(READY).json().path("millis").asLong());
      run.interrupt();
      MavenRun watch = bench.start(ClinicSession.command(bench, project, "dev:watch"));
      attached.add((double) watch.events().awaitReady(READY).json().path("millis").asLong());
      watch.interrupt();
      bench.start(bench.onCluster(project, "dev:delete")).succeed(READY);
    }
    Samples byHand = new Samples(plain);
    Samples byUs = new Samples(cold);
    BenchmarkReport.row(
        "Cold start and attaching",
        List.of(
            "- applying the ready image by hand until ready: " + byHand,
            "- cold dev:run until ready: " + byUs,
            "- takes %.1f times as long (at most 1.5)".formatted(byUs.median() / byHand.median()),
            "- attaching to the running app (at most 3 s): " + new Samples(attached)));
  }

  @Test
  void supervisorIsSmall() throws IOException {
    ProjectCopy project = ClinicSession.copy(bench);
    ClinicSession session =
        ClinicSession.watch(bench, ClinicSession.command(bench, project, "dev:watch"), project);
    session.measure(session.methodBody(), ROUNDS);
    List<Long> resident = residentKilobytes();
    BenchmarkReport.row(
        "Supervisor",
        List.of(
            "- resident after some updates, each replica: %s kB (at most 65536)"
                .formatted(resident),
            "- its jar: %d bytes (at most 102400)"
                .formatted(dev.innerloop.replica.SupervisorSettings.supervisorJar().length)));
  }

  private MavenCommand ship(ProjectCopy project, String goal) {
    return bench
        .onCluster(project, goal)
        .set("dev.registry", "localhost:5000")
        .set("dev.replicas", 2)
        .set("dev.baseImage", "localhost:5000/jre:17");
  }

  /** What {@code kubectl apply} does with the manifests that are shipped. */
  private void apply(ProjectCopy project) {
    Namespace namespace = bench.namespace();
    try (var files = Files.list(project.folder().resolve("target/kubernetes"))) {
      for (Path file : files.sorted().toList()) {
        try (var in = Files.newInputStream(file)) {
          namespace.client().load(in).inNamespace(namespace.name()).serverSideApply();
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    Await.value(
        READY,
        () -> "not ready",
        () -> {
          var pods = namespace.pods(ClinicSession.APP);
          return pods.size() == 2 && pods.stream().allMatch(Namespace::isReady)
              ? Optional.of(true)
              : Optional.empty();
        });
  }

  /** The node's processes are this machine's. */
  private static List<Long> residentKilobytes() throws IOException {
    List<Long> resident = new ArrayList<>();
    for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
      Path status = Path.of("/proc", Long.toString(process.pid()), "status");
      Path command = Path.of("/proc", Long.toString(process.pid()), "cmdline");
      if (Files.exists(status)
          && Files.readString(command).contains("supervisor/supervisor.properties")) {
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .forEach(resident::add);
      }
    }
    return resident;
  }

  private static double millisSince(long start) {
    return (System.nanoTime() - start) / 1e6;
  }
}
