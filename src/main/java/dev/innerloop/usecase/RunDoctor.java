package dev.innerloop.usecase;

import dev.innerloop.content.watch.WatchedPaths;
import dev.innerloop.doctor.AppCheck;
import dev.innerloop.doctor.Check;
import dev.innerloop.doctor.CheckResult;
import dev.innerloop.doctor.CheckResult.State;
import dev.innerloop.doctor.Doctor;
import dev.innerloop.doctor.FileWatchCheck;
import dev.innerloop.doctor.Inotify;
import dev.innerloop.doctor.JdkCheck;
import dev.innerloop.doctor.LocalPortsCheck;
import dev.innerloop.doctor.LocalPortsCheck.Wanted;
import dev.innerloop.doctor.MavenCheck;
import dev.innerloop.doctor.Topic;
import dev.innerloop.event.Event;
import dev.innerloop.forward.LocalPort;
import dev.innerloop.image.registry.ConfiguredCredentials;
import dev.innerloop.plan.DevModeSupport;
import dev.innerloop.plan.Lazy;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.Module;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.CommandForm;
import dev.innerloop.request.PortForward;
import dev.innerloop.request.TargetSettings;
import dev.innerloop.usecase.target.ClusterSelector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** {@code dev:doctor}: everything that would stop a session, in one pass. Changes nothing. */
public final class RunDoctor {

  private final Lazy<List<AppRequest>> apps;
  private final String maven;
  private final TargetSettings settings;
  private final CommandForm commands;
  private final ConfiguredCredentials logins;
  private final ClusterSelector clusters;
  private final Consumer<Event> events;

  /**
   * A run that has not begun.
   *
   * @param apps reads the project; a problem with it is one of many
   * @param maven its version
   */
  public RunDoctor(
      Supplier<List<AppRequest>> apps,
      String maven,
      TargetSettings settings,
      CommandForm commands,
      ConfiguredCredentials logins,
      ClusterSelector clusters,
      Consumer<Event> events) {
    this.clusters = clusters;
    this.apps = new Lazy<>(apps);
    this.maven = maven;
    this.settings = settings;
    this.commands = commands;
    this.logins = logins;
    this.events = events;
  }

  /**
   * Runs all checks, and reports the result of each.
   *
   * @throws Problem if something would stop a run
   */
  public void examine() {
    Doctor doctor = new Doctor(this::report);
    try (ClusterChecks cluster =
        new ClusterChecks(settings, clusters, apps, commands, logins, events)) {
      machine().forEach(doctor::examine);
      cluster.checks().forEach(doctor::examine);
      List<AppChecks> examined = examined(doctor, cluster);
      examined.forEach(app -> app.checks().forEach(doctor::examine));
      cluster.checks(examined).forEach(doctor::examine);
    }
    events.accept(
        new Event.ChecksCompleted(
            doctor.count(State.OK),
            doctor.count(State.WARNING),
            doctor.count(State.PROBLEM),
            doctor.count(State.UNCHECKED)));
    require(doctor.problems());
  }

  private List<Check> machine() {
    return List.of(
        JdkCheck.ofThisProcess(),
        new MavenCheck(maven),
        new AppCheck(this::names),
        new LocalPortsCheck(this::ports),
        new FileWatchCheck(this::folders, () -> Inotify.read(Path.of("/proc"))));
  }

  private List<String> names() {
    apps.get().forEach(request -> DevModeSupport.requireClassPath(request.app(), commands));
    return apps.get().stream().map(request -> request.app().name()).toList();
  }

  /** Those that a session would open. */
  private List<Wanted> ports() {
    List<Wanted> ports = new ArrayList<>();
    Set<PortForward> services = new LinkedHashSet<>();
    for (AppRequest request : apps.get()) {
      String name = request.app().name();
      Integer local = request.session().localPort();
      if (request.app().port() > 0) {
        ports.add(
            new Wanted(
                name,
                LocalPort.requested(
                    local == null ? OptionalInt.empty() : OptionalInt.of(local),
                    request.app().port(),
                    "-Ddev.localPort=%d")));
      }
      for (PortForward more : request.session().forwarding().more()) {
        if (more.service().isEmpty() || services.add(more)) {
          ports.add(
              new Wanted(
                  more.target(name),
                  LocalPort.requested(more.localPort(), more.port(), more.choice())));
        }
      }
    }
    return ports;
  }

  private int folders() {
    Set<Module> modules = new LinkedHashSet<>();
    Map<Path, List<Path>> manifests = new HashMap<>();
    for (AppRequest request : apps.get()) {
      modules.addAll(request.app().modules());
      manifests.put(request.app().module().pom(), request.sources());
    }
    return new WatchedPaths(List.copyOf(modules), List.of(), Map.of(), manifests).folders();
  }

  /** Without apps there is one without a name, so that the list of checks is always the same. */
  private List<AppChecks> examined(Doctor doctor, ClusterChecks cluster) {
    List<String> names =
        doctor.problems().contains(Topic.APP)
            ? List.of()
            : apps.get().stream().map(request -> request.app().name()).toList();
    if (names.isEmpty()) {
      return List.of(new AppChecks("", 0, cluster, logins));
    }
    List<AppChecks> examined = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      examined.add(new AppChecks(names.get(i), i, cluster, logins));
    }
    return examined;
  }

  private void report(Topic topic, String app, CheckResult finding) {
    events.accept(
        new Event.Checked(
            app, topic.word(), finding.state().word(), finding.what(), finding.remedy()));
  }

  private void require(List<Topic> problems) {
    if (!problems.isEmpty()) {
      throw new Problem(
          "A run would be stopped by: "
              + problems.stream().map(Topic::word).collect(Collectors.joining(", "))
              + ".",
          "The fix of each is above. Then check again: " + commands.of("doctor"));
    }
  }
}
