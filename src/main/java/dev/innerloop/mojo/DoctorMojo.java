package dev.innerloop.mojo;

import dev.innerloop.loop.Examine;
import dev.innerloop.loop.target.Targets;
import dev.innerloop.project.maven.ReactorReader;
import java.util.Map;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Looks for everything that would stop {@code dev:run} or {@code dev:watch} with the same settings,
 * in one pass, and says how to mend it: this machine, the cluster and your rights there, images and
 * their registries, the app's resources. Changes nothing, and fails if something would stop a run.
 */
@Mojo(
    name = "doctor",
    requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME,
    threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class DoctorMojo extends DevModeMojo<DoctorMojo> {

  @Inject
  DoctorMojo(ReactorReader reader, SettingsDecrypter decrypter) {
    super(reader, decrypter);
  }

  @Override
  DoctorMojo self() {
    return this;
  }

  @Override
  void perform(Map<MavenProject, DoctorMojo> goals) throws MojoExecutionException {
    try {
      EventOutput.during(
          eventsFile(),
          console(),
          events ->
              new Examine(
                      () ->
                          reactor(goals).apps().stream()
                              .map(app -> goalOf(app, goals).request(app))
                              .toList(),
                      session().getSystemProperties().getProperty("maven.version", ""),
                      targetSettings(),
                      commandForm(),
                      logins(),
                      Targets.ofThisProcess(),
                      events)
                  .examine());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MojoExecutionException("interrupted", e);
    }
  }
}
