package dev.innerloop.mojo;

import dev.innerloop.content.watch.PathFilter;
import dev.innerloop.event.Event;
import dev.innerloop.project.BuildFailure;
import dev.innerloop.project.Reactor;
import dev.innerloop.project.maven.LiveProject;
import dev.innerloop.project.maven.ReactorReader;
import dev.innerloop.request.TargetSettings;
import dev.innerloop.session.DevSession;
import dev.innerloop.usecase.RunDevMode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * A goal that runs a session until Ctrl-C.
 *
 * @param <G> the goal itself
 */
abstract class SessionMojo<G extends SessionMojo<G>> extends DevModeMojo<G> {

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

  abstract void session(RunDevMode develop);

  @Override
  final void perform(Map<MavenProject, G> goals) throws MojoExecutionException {
    try {
      EventOutput.during(eventsFile(), console(), listener -> session(goals, listener));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MojoExecutionException("interrupted", e);
    }
  }

  private void session(Map<MavenProject, G> goals, Consumer<Event> listener) {
    TargetSettings settings = targetSettings();
    Reactor reactor = reactor(goals);
    Map<Path, G> current = new HashMap<>();
    goals.forEach((module, goal) -> current.put(module.getFile().toPath(), goal));
    LiveProject project =
        reader()
            .live(
                session(),
                settings(goals),
                (session, module) -> {
                  G goal = configured(session, module);
                  current.put(module.getFile().toPath(), goal);
                  return goal.appSettings();
                },
                reactor);
    session(
        new RunDevMode(
            new DevSession.Project(reactor, project, project, filters(goals), System.in),
            app ->
                Objects.requireNonNull(current.get(app.module().pom()))
                    .request(app)
                    .beside(reactor.apps()),
            settings,
            commandForm(),
            logins(),
            listener));
  }

  /** This goal with the configuration of a changed POM. */
  @SuppressWarnings("unchecked") // the configurator returns an instance of the same class
  private G configured(MavenSession session, MavenProject module) throws BuildFailure {
    return reader().goals().configured(session, module, execution(), (Class<G>) getClass());
  }

  private Map<Path, PathFilter> filters(Map<MavenProject, G> goals) {
    Map<Path, PathFilter> filters = new HashMap<>();
    for (Map.Entry<MavenProject, G> goal : goals.entrySet()) {
      SessionMojo<?> mojo = goal.getValue();
      filters.put(goal.getKey().getFile().toPath(), mojo.filter());
    }
    return filters;
  }

  private PathFilter filter() {
    return PathFilter.of(
        includes == null ? List.of() : includes, excludes == null ? List.of() : excludes);
  }
}
