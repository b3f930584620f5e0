package dev.innerloop.mojo;

import dev.innerloop.cluster.Cluster;
import dev.innerloop.cluster.api.ParallelRequests;
import dev.innerloop.content.watch.PathFilter;
import dev.innerloop.event.Event;
import dev.innerloop.mojo.execution.EventOutput;
import dev.innerloop.mojo.execution.PomWarnings;
import dev.innerloop.project.Reactor;
import dev.innerloop.project.build.BuildFailure;
import dev.innerloop.project.maven.LiveProject;
import dev.innerloop.project.maven.PomReader;
import dev.innerloop.project.maven.ReactorReader;
import dev.innerloop.request.Peers;
import dev.innerloop.request.TargetSettings;
import dev.innerloop.session.DevSession;
import dev.innerloop.ui.ConsoleOutput;
import dev.innerloop.ui.Delay;
import dev.innerloop.ui.Lines;
import dev.innerloop.usecase.RunDevMode;
import dev.innerloop.usecase.target.ClusterSelector;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** A goal that runs a session until Ctrl-C. */
abstract class SessionMojo extends DevModeMojo {

  /**
   * Files that trigger an update when they change, as globs relative to the source, resource or
   * output directory, separated by commas. Default: all.
   */
  @Parameter(property = "dev.includes")
  private @Nullable List<String> includes;

  /**
   * Files that never trigger an update, as globs such as {@code **}{@code /*.sql} relative to the
   * source, resource or output directory, separated by commas. Their changes are included in the
   * next update.
   */
  @Parameter(property = "dev.excludes")
  private @Nullable List<String> excludes;

  SessionMojo(ReactorReader reader, SettingsDecrypter decrypter) {
    super(reader, decrypter);
  }

  abstract void session(RunDevMode devMode);

  @Override
  final ConsoleOutput console(Lines lines, Delay delay) {
    return ConsoleOutput.ofSession(lines, Clock.systemDefaultZone(), delay);
  }

  @Override
  final void perform(List<GoalMojo> goals) throws MojoExecutionException {
    try {
      EventOutput.during(eventsFile(), console(), listener -> session(goals, listener));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MojoExecutionException("interrupted", e);
    }
  }

  private void session(List<GoalMojo> goals, Consumer<Event> listener) {
    TargetSettings settings = targetSettings();
    try (ParallelRequests whileReading = new ParallelRequests()) {
      session(
          goals,
          settings,
          whileReading.start(() -> ClusterSelector.ofThisProcess(listener).cluster(settings)),
          listener);
    }
  }

  private void session(
      List<GoalMojo> goals,
      TargetSettings settings,
      Supplier<Optional<Cluster>> cluster,
      Consumer<Event> listener) {
    Reactor reactor = reactor(goals);
    Map<Path, SessionMojo> current = new HashMap<>();
    PomWarnings warnings = new PomWarnings();
    for (GoalMojo goal : goals) {
      current.put(pomOf(goal), (SessionMojo) goal);
      warnings.unreported(pomOf(goal), goal.warnings()); // they were reported before
    }
    LiveProject project =
        reader()
            .live(
                session(),
                settings(goals),
                (session, module) -> {
                  SessionMojo goal = configured(session, module);
                  goal.requireValid();
                  Path pom = PomReader.file(module);
                  warnings.unreported(pom, goal.warnings()).stream()
                      .map(Event.Notice::warning)
                      .forEach(listener);
                  current.put(pom, goal);
                  return goal.appSettings();
                },
                reactor);
    Peers peers = new Peers(reactor.apps());
    session(
        new RunDevMode(
            new DevSession.Project(
                reactor,
                project,
                project,
                session().getStartTime().toInstant(),
                filters(goals),
                System.in),
            app ->
                peers.addTo(Objects.requireNonNull(current.get(app.module().pom())).request(app)),
            settings,
            cluster,
            commandForm(),
            logins(),
            listener));
  }

  /** This goal with the configuration of a changed POM. */
  private SessionMojo configured(MavenSession session, MavenProject module) throws BuildFailure {
    return reader().goals().configured(session, module, execution(), getClass());
  }

  private Map<Path, PathFilter> filters(List<GoalMojo> goals) {
    Map<Path, PathFilter> filters = new HashMap<>();
    goals.forEach(goal -> filters.put(pomOf(goal), ((SessionMojo) goal).filter()));
    return filters;
  }

  private static Path pomOf(GoalMojo goal) {
    return PomReader.file(goal.project());
  }

  private PathFilter filter() {
    return PathFilter.of(
        includes == null ? List.of() : includes, excludes == null ? List.of() : excludes);
  }
}
