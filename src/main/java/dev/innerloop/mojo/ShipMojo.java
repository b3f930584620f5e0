package dev.innerloop.mojo;

import dev.innerloop.event.Event;
import dev.innerloop.project.App;
import dev.innerloop.project.maven.ReactorReader;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.TargetSettings;
import dev.innerloop.usecase.release.ReleaseRequest;
import java.io.File;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * A goal that is one step of a release.
 *
 * @param <G> the goal itself
 */
abstract class ShipMojo<G extends ShipMojo<G>> extends AppMojo<G> {

  ShipMojo(ReactorReader reader, SettingsDecrypter decrypter) {
    super(reader, decrypter);
  }

  /** Work that can start before the project is read. */
  void beforehand(Collection<MavenProject> modules) {}

  abstract void ship(ReleaseRequest apps, Consumer<Event> events) throws InterruptedException;

  @Override
  final void perform(Map<MavenProject, G> goals) throws MojoExecutionException {
    beforehand(goals.keySet());
    List<App> all = reactor(goals).apps();
    List<AppRequest> requests =
        all.stream().map(app -> goalOf(app, goals).request(app).beside(all)).toList();
    ReleaseRequest apps =
        new ReleaseRequest(
            requests,
            target(TargetSettings.Kind.CLUSTER),
            commandForm(),
            logins(),
            reader().licenses(session()));
    try {
      EventOutput.during(eventsFile(), console(), events -> ship(apps, events));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MojoExecutionException("interrupted", e);
    }
  }

  /** File for the events; null if there is none. */
  @Nullable File eventsFile() {
    return null;
  }
}
