package dev.innerloop.mojo;

import dev.innerloop.event.Event;
import dev.innerloop.project.maven.ReactorReader;
import dev.innerloop.usecase.WriteManifests;
import dev.innerloop.usecase.release.ReleaseRequest;
import java.util.function.Consumer;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Writes the app's Kubernetes resources in release form to {@code target/kubernetes}. Needs no
 * cluster.
 */
@Mojo(
    name = "manifests",
    requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME,
    threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class ManifestsMojo extends ReleaseMojo {

  /** Shows for each field which parameter, file or detected setting it comes from. */
  @Parameter(property = "dev.explain", defaultValue = "false")
  private boolean explain;

  @Inject
  ManifestsMojo(ReactorReader reader, SettingsDecrypter decrypter) {
    super(reader, decrypter);
  }

  @Override
  void perform(ReleaseRequest apps, Consumer<Event> events) {
    new WriteManifests(apps, events).write(explain);
  }
}
