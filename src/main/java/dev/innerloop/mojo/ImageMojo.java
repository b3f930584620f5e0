package dev.innerloop.mojo;

import dev.innerloop.event.Event;
import dev.innerloop.image.registry.RegistryWarmUp;
import dev.innerloop.plan.image.ImageAge;
import dev.innerloop.project.maven.ReactorReader;
import dev.innerloop.usecase.BuildImages;
import dev.innerloop.usecase.release.ReleaseRequest;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Builds the release image of the app in {@code target/dev}: an OCI image layout and its
 * description.
 */
@Mojo(
    name = "image",
    requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME,
    threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class ImageMojo extends ReleaseMojo {

  @Inject
  ImageMojo(ReactorReader reader, SettingsDecrypter decrypter) {
    super(reader, decrypter);
  }

  @Override
  void prepare(List<MavenProject> modules) {
    Map<Path, Path> outputs = new HashMap<>();
    for (MavenProject module : modules) {
      outputs.put(module.getBasedir().toPath(), Path.of(module.getBuild().getOutputDirectory()));
    }
    RegistryWarmUp.start(() -> ImageAge.isOlderThan(outputs));
  }

  @Override
  void perform(ReleaseRequest apps, Consumer<Event> events) {
    new BuildImages(apps, events).build();
  }
}
