package dev.innerloop.mojo;

import dev.innerloop.event.Event;
import dev.innerloop.project.maven.ReactorReader;
import dev.innerloop.usecase.ApplyApps;
import dev.innerloop.usecase.release.ReleaseRequest;
import java.io.File;
import java.time.Clock;
import java.util.function.Consumer;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Applies the app's resources in release form, with the image that {@code dev:push} pushed, and
 * waits for the rollout to complete. Writes the result to {@code target/dev/rollout.json} and, in
 * JUnit format, to {@code target/dev/TEST-rollout.xml}.
 */
@Mojo(
    name = "apply",
    requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME,
    threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class ApplyMojo extends ReleaseMojo {

  /** File to which events are written for other programs, one JSON object per line. */
  @Parameter(property = "dev.events")
  private @Nullable File events;

  @Inject
  ApplyMojo(ReactorReader reader, SettingsDecrypter decrypter) {
    super(reader, decrypter);
  }

  @Override
  void perform(ReleaseRequest apps, Consumer<Event> events) throws InterruptedException {
    new ApplyApps(apps, events, Clock.systemUTC()).apply();
  }

  @Override
  @Nullable File eventsFile() {
    return events;
  }
}
