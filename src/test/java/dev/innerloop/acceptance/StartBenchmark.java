package dev.innerloop.acceptance;

import dev.innerloop.testing.Await;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From the command to a ready app, and what the supervisor takes of the pod. */
@OnCluster
@Timeout(1800)
class StartBenchmark {

  private static final Duration READY = Duration.ofMinutes(5);
  private static final Pattern SENT =
      Pattern.compile(": sent ([0-9.]+ MB) in [0-9.]+ m?s, ([0-9.]+) MB/s");
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
    List<Double> own = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      apply(project);
      plain.add(millisSince(start));
      deleteByHand();

      cold.add(untilReady(ClinicSession.command(bench, project, "dev:run"), run -> {}));
      ArchiveDumps.awaitQuiet(); // They are made once, and take both cores meanwhile.
      attached.add(
          untilReady(
              ClinicSession.command(bench, project, "dev:watch"),
              run -> own.add((double) run.events().awaitReady(READY).ownMillis())));
      bench.start(bench.onCluster(project, "dev:delete")).succeed(READY);
    }
    Samples byHand = new Samples(plain);
    Samples byUs = new Samples(cold);
    BenchmarkReport.row(
        "Cold start and attaching",
        List.of(
            "- applying the ready image by hand until ready: " + byHand,
            "- cold dev:run until ready, Maven's start included: " + byUs,
            "- takes %.1f times as long (at most 1.5)".formatted(byUs.median() / byHand.median()),
            "- attaching to the running app, Maven's start included: " + new Samples(attached),
            "- of it, the goal (at most 3 s): " + new Samples(own)));
  }

  /** Nothing of the app is there: all of it travels over the port that is forwarded. */
  @Test
  void coldDirect() {
    ProjectCopy project = ClinicSession.copy(bench);
    List<Double> ready = new ArrayList<>();
    List<Double> rates = new ArrayList<>();
    Set<String> sizes = new TreeSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      ready.add(
          untilReady(
              ClinicSession.command(bench, project, "dev:run").set("dev.delivery", "direct"),
              run ->
                  SENT.matcher(run.console())
                      .results()
                      .forEach(
                          sent -> {
                            sizes.add(sent.group(1));
                            rates.add(Double.parseDouble(sent.group(2)));
                          })));
      bench.start(bench.onCluster(project, "dev:delete")).succeed(READY);
    }
    BenchmarkReport.row(
        "Cold start with delivery direct",
        List.of(
            "- cold dev:run until ready, Maven's start included: " + new Samples(ready),
            "- sent to each of 2 replicas, as the console said: "
                + String.join(", ", sizes)
                + String.format(Locale.ROOT, ", %.1f MB/s (median)", new Samples(rates).median())));
  }

  /** The successor of a deleted pod: of the released app, and in dev mode with an edit. */
  @Test
  void deletedPod() {
    ProjectCopy project = ClinicSession.copy(bench);
    bench.start(ship(project, "dev:image").set("dev.replicas", 1)).succeed(READY);
    bench.start(ship(project, "dev:push").set("dev.replicas", 1)).succeed(READY);
    bench.start(ship(project, "dev:apply").set("dev.replicas", 1)).succeed(READY);
    List<Double> plain = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      plain.add(untilSuccessorServes("Welcome to the clinic"));
    }
    bench.start(bench.onCluster(project, "dev:delete")).succeed(READY);

    ClinicSession session =
        ClinicSession.watch(bench, ClinicSession.command(bench, project, "dev:watch", 1), project);
    String text = session.methodBody().make().apply(1);
    bench.namespace().awaitServedByEach(ClinicSession.APP, 1, "/text", text, READY);
    ArchiveDumps.awaitQuiet();
    List<Double> edited = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      edited.add(untilSuccessorServes(text));
    }
    Samples byKubernetes = new Samples(plain);
    Samples inDevMode = new Samples(edited);
    BenchmarkReport.row(
        "A deleted pod",
        List.of(
            "- until its successor serves, without dev mode: " + byKubernetes,
            "- until its successor serves the last edit, in dev mode: " + inDevMode,
            "- takes %.2f times as long (at most 1.2)"
                .formatted(inDevMode.median() / byKubernetes.median())));
    session.end();
  }

  /** From the deletion of the only pod until another one answers with this text. */
  private double untilSuccessorServes(String text) {
    Namespace namespace = bench.namespace();
    Pod deleted = namespace.awaitPods(ClinicSession.APP, 1, READY).get(0);
    long start = System.nanoTime();
    namespace.client().resource(deleted).delete();
    Await.value(
        READY,
        () -> "no successor of " + deleted.getMetadata().getName() + " serves " + text,
        () ->
            namespace.pods(ClinicSession.APP).stream()
                .filter(pod -> !pod.getMetadata().getUid().equals(deleted.getMetadata().getUid()))
                .filter(pod -> namespace.get(pod, "/text").contains(text))
                .findFirst());
    return millisSince(start);
  }

  private double untilReady(MavenCommand command, Consumer<MavenRun> look) {
    long start = System.nanoTime();
    MavenRun run = bench.start(command);
    run.events().awaitReady(READY);
    double millis = millisSince(start);
    look.accept(run);
    run.interrupt();
    return millis;
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
            "- its jar: %d bytes (at most 131072)"
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

  /** {@code dev:delete} leaves alone what others have applied. */
  private void deleteByHand() {
    Namespace namespace = bench.namespace();
    var app = namespace.client().apps().deployments().inNamespace(namespace.name());
    app.withName(ClinicSession.APP).withPropagationPolicy(DeletionPropagation.FOREGROUND).delete();
    namespace
        .client()
        .services()
        .inNamespace(namespace.name())
        .withName(ClinicSession.APP)
        .delete();
    Await.value(
        READY,
        () -> "still there",
        () ->
            namespace.pods(ClinicSession.APP).isEmpty() && app.list().getItems().isEmpty()
                ? Optional.of(true)
                : Optional.empty());
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
