package dev.innerloop.mojo;

import dev.innerloop.event.Event;
import dev.innerloop.project.maven.ReactorReader;
import dev.innerloop.usecase.PushImages;
import dev.innerloop.usecase.release.ReleaseRequest;
import java.util.function.Consumer;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** Pushes the image built by {@code dev:image} to its registry. */
@Mojo(
    name = "push",
    requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME,
    threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class PushMojo extends ReleaseMojo {

  @Inject
  PushMojo(ReactorReader reader, SettingsDecrypter decrypter) {
    super(reader, decrypter);
  }

  @Override
  void perform(ReleaseRequest apps, Consumer<Event> events) {
    new PushImages(apps, events).push();
  }
}
