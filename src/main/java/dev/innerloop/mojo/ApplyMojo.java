package dev.innerloop.mojo;

import dev.innerloop.loop.Ship;
import dev.innerloop.project.maven.ReactorReader;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Applies the resources of the app, as they are shipped, with the image that {@code dev:push}
 * pushed, and waits until they are rolled out.
 */
@Mojo(
    name = "apply",
    requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME,
    threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class ApplyMojo extends ShipMojo<ApplyMojo> {

  @Inject
  ApplyMojo(ReactorReader reader, SettingsDecrypter decrypter) {
    super(reader, decrypter);
  }

  @Override
  ApplyMojo self() {
    return this;
  }

  @Override
  void ship(Ship apps) throws InterruptedException {
    apps.apply();
  }
}
