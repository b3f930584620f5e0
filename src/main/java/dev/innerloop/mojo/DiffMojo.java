package dev.innerloop.mojo;

import dev.innerloop.event.Event;
import dev.innerloop.project.maven.ReactorReader;
import dev.innerloop.usecase.ShowDiff;
import dev.innerloop.usecase.release.ReleaseRequest;
import java.io.File;
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
 * Shows as a unified diff what {@code dev:apply} would change on the cluster. Changes nothing: the
 * API server performs a dry run. Values of Secrets are masked. Also writes the diff to {@code
 * target/dev/apply.diff}; the file is empty if there are no differences.
 */
@Mojo(
    name = "diff",
    requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME,
    threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class DiffMojo extends ReleaseMojo {

  /** Fails if there are differences, for use in pipelines. */
  @Parameter(property = "dev.failOnDifference", defaultValue = "false")
  private boolean failOnDifference;

  /** File to which events are written for other programs, one JSON object per line. */
  @Parameter(property = "dev.events")
  private @Nullable File events;

  @Inject
  DiffMojo(ReactorReader reader, SettingsDecrypter decrypter) {
    super(reader, decrypter);
  }

  @Override
  void perform(ReleaseRequest apps, Consumer<Event> events) {
    new ShowDiff(apps, events).diff(failOnDifference);
  }

  @Override
  @Nullable File eventsFile() {
    return events;
  }
}
