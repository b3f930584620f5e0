package dev.innerloop.mojo;

import dev.innerloop.event.Event;
import dev.innerloop.mojo.execution.EventOutput;
import dev.innerloop.mojo.execution.FollowingGoal;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.project.build.BuildFailure;
import dev.innerloop.project.maven.ReactorReader;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.Peers;
import dev.innerloop.request.TargetSettings;
import dev.innerloop.usecase.release.ReleaseRequest;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** A goal that is one step of a release. */
abstract class ReleaseMojo extends AppMojo {

  ReleaseMojo(ReactorReader reader, SettingsDecrypter decrypter) {
    super(reader, decrypter);
  }

  /** Work that can start before the project is read. */
  void prepare(List<MavenProject> modules) {}

  abstract void perform(ReleaseRequest apps, Consumer<Event> events) throws InterruptedException;

  @Override
  final void perform(List<GoalMojo> goals) throws MojoExecutionException {
    requireFollowingExport(goals);
    prepare(goals.stream().map(GoalMojo::project).toList());
    List<App> all = reactor(goals).apps();
    Peers peers = new Peers(all);
    List<AppRequest> requests =
        all.stream().map(app -> peers.addTo(goalOf(app, goals).request(app))).toList();
    ReleaseRequest apps =
        new ReleaseRequest(
            requests,
            target(TargetSettings.Kind.CLUSTER),
            commandForm(),
            logins(),
            reader().licenses(session()));
    try {
      EventOutput.during(eventsFile(), console(), events -> perform(apps, events));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MojoExecutionException("interrupted", e);
    }
  }

  /**
   * What an export that follows on the same command line refuses is refused before anything is
   * built or pushed.
   */
  private void requireFollowingExport(List<GoalMojo> goals) {
    Optional<String> id =
        FollowingGoal.execution(session().getGoals(), execution().getGoal(), "export");
    if (id.isPresent()) {
      MojoDescriptor descriptor =
          execution().getMojoDescriptor().getPluginDescriptor().getMojo("export");
      MojoExecution export = new MojoExecution(descriptor, id.get());
      List<GoalMojo> exports = new ArrayList<>();
      for (GoalMojo goal : goals) {
        exports.add(configured(goal.project(), export));
      }
      exports.forEach(GoalMojo::requireValid);
      ((ExportMojo) exports.get(0)).exports(exports).check();
    }
  }

  private ExportMojo configured(MavenProject module, MojoExecution export) {
    try {
      return reader().goals().configured(session(), module, export, ExportMojo.class);
    } catch (BuildFailure e) {
      throw new Problem(
          String.valueOf(e.getMessage()), "Correct the configuration of dev:export.", e);
    }
  }

  /** File for the events; null if there is none. */
  @Nullable File eventsFile() {
    return null;
  }
}
