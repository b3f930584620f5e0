package dev.innerloop.acceptance;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Lets faults begin and end. */
final class FaultInjector {

  private static final Duration SOON = Duration.ofMinutes(1);

  /** What a save of a file that exists needs on a full disk. */
  private static final int PAGES = 8 * 1024;

  private final Bench bench;
  private final FaultedApp app;
  private final Random random;
  private final List<Commit> commits = new ArrayList<>();

  /** Undoes what was begun, from the last to the first. */
  private final List<Runnable> ends = new ArrayList<>();

  private record Commit(String id, PartsProject.Snapshot snapshot) {}

  FaultInjector(Bench bench, FaultedApp app, Random random) {
    this.bench = bench;
    this.app = app;
    this.random = random;
  }

  /** Returns whether it lasts until {@link #end}. */
  boolean begin(Fault fault) throws IOException {
    int before = ends.size();
    switch (fault) {
      case POD_DELETED -> delete(anyPod());
      case ALL_PODS_DELETED -> app.pods().forEach(this::delete);
      case CONTAINER_KILLED -> killContainer(anyPod());
      case APP_KILLED ->
          PodProcesses.app(anyPod()).ifPresent(it -> PodProcesses.signal("KILL", it));
      case ALL_APPS_KILLED ->
          app.pods()
              .forEach(
                  pod -> PodProcesses.app(pod).ifPresent(it -> PodProcesses.signal("KILL", it)));
      case APP_PAUSED -> pause(PodProcesses.app(anyPod()));
      case SUPERVISOR_PAUSED -> pause(PodProcesses.supervisor(anyPod()));
      case REPLICA_DISK_FULL -> fillDisk(PodProcesses.supervisor(anyPod()));
      case SCALED -> app.scale(app.replicas() == 3 ? 1 + random.nextInt(2) : 3);
      case API_CUT -> {
        app.relay().cut();
        ends.add(app.relay()::restore);
      }
      case API_SILENT -> {
        app.relay().line().silent();
        ends.add(app.relay().line()::good);
      }
      case API_SLOW -> {
        app.relay().line().slow(Duration.ofMillis(20 + random.nextInt(200)));
        ends.add(app.relay().line()::good);
      }
      case API_LOSSY -> {
        app.relay().line().lossy(10 + random.nextInt(40), new Random(random.nextLong()));
        ends.add(app.relay().line()::good);
      }
      case MAVEN_KILLED -> {
        app.killSession();
        boolean waits = random.nextInt(8) == 0; // half a minute, until the claim lapses
        ends.add(() -> app.startSession(waits ? List.of() : FaultedApp.TAKEOVER));
      }
      case MAVEN_PAUSED -> pause(Optional.of(app.session().handle()));
      case TAKEOVER -> app.takeOver();
      case COMPILE_ERROR -> breakSource();
      case OTHER_TIMESTAMP -> saveWithOtherTime();
      case LOCAL_DISK_FULL -> {
        app.disk().fill(PAGES);
        ends.add(app.disk()::free);
      }
      case CLEAN -> bench.start(bench.maven(app.project().copy(), "clean")).succeed(SOON);
      case BRANCH_SWITCH -> switchBranch();
    }
    return ends.size() > before;
  }

  /** Ends what lasts. */
  void end() {
    while (!ends.isEmpty()) {
      ends.remove(ends.size() - 1).run();
    }
  }

  private Pod anyPod() {
    List<Pod> pods = app.pods();
    return pods.get(random.nextInt(pods.size()));
  }

  private void delete(Pod pod) {
    app.namespace().client().resource(pod).withGracePeriod(random.nextInt(2) * 5L).delete();
  }

  /** The kubelet starts a container that fails repeatedly ever later: such a pod is replaced. */
  private void killContainer(Pod pod) {
    if (pod.getStatus().getContainerStatuses().stream().anyMatch(it -> it.getRestartCount() > 0)) {
      delete(pod);
    } else {
      PodProcesses.supervisor(pod).ifPresent(it -> PodProcesses.signal("KILL", it));
    }
  }

  private void pause(Optional<ProcessHandle> process) {
    process.ifPresent(
        it -> {
          PodProcesses.signal("STOP", it);
          ends.add(() -> PodProcesses.signal("CONT", it));
        });
  }

  private void fillDisk(Optional<ProcessHandle> process) {
    process.ifPresent(
        it -> {
          PodProcesses.fillDisk(it, true);
          ends.add(() -> PodProcesses.fillDisk(it, false));
        });
  }

  private void breakSource() throws IOException {
    Events events = app.session().events().fromNow();
    app.project().error().to(app.project().copy());
    events.await("failed compilation", SOON, Events.Event::isCompilationFailure);
    ends.add(() -> edit(PartsProject.Edit.BODY));
  }

  /** By a clock that was set back or forth, or by a program that restores times. */
  private void saveWithOtherTime() throws IOException {
    Path file = app.project().copy().folder().resolve(app.edit(PartsProject.Edit.BODY, random));
    Files.setLastModifiedTime(
        file, FileTime.from(Instant.now().plus(Duration.ofHours(random.nextBoolean() ? 1 : -1))));
  }

  private void switchBranch() {
    app.repository().commit();
    commits.add(new Commit(app.repository().head(), app.project().snapshot()));
    Commit to = commits.get(random.nextInt(commits.size()));
    app.checkOut(to.id(), to.snapshot());
  }

  private void edit(PartsProject.Edit kind) {
    try {
      app.edit(kind, random);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
