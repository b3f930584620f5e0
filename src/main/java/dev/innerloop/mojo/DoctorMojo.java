package dev.innerloop.mojo;

import dev.innerloop.mojo.execution.EventOutput;
import dev.innerloop.project.maven.ReactorReader;
import dev.innerloop.usecase.RunDoctor;
import dev.innerloop.usecase.target.ClusterSelector;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Checks in one pass everything that would make {@code dev:run} or {@code dev:watch} fail with the
 * same settings, and shows how to fix it: this machine, the cluster and your permissions, images
 * and registries, and the app's resources. Changes nothing, and fails if a problem would make a run
 * fail.
 */
@Mojo(
    name = "doctor",
    requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME,
    threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class DoctorMojo extends DevModeMojo {

  @Inject
  DoctorMojo(ReactorReader reader, SettingsDecrypter decrypter) {
    super(reader, decrypter);
  }

  @Override
  void perform(List<GoalMojo> goals) throws MojoExecutionException {
    try {
      EventOutput.during(
          eventsFile(),
          console(),
          events ->
              new RunDoctor(
                      () ->
                          reactor(goals).apps().stream()
                              .map(app -> goalOf(app, goals).request(app))
                              .toList(),
                      session().getSystemProperties().getProperty("maven.version", ""),
                      targetSettings(),
                      commandForm(),
                      logins(),
                      ClusterSelector.ofThisProcess(events),
                      events)
                  .examine());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MojoExecutionException("interrupted", e);
    }
  }
}
