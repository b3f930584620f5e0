package dev.innerloop.mojo;

import dev.innerloop.project.maven.ReactorReader;
import dev.innerloop.usecase.RunDevMode;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Like {@code dev:run}, or attaches to an app that is already running. Then compiles every change
 * as soon as it is saved and live-updates all replicas, until Ctrl-C.
 */
@Mojo(
    name = "watch",
    requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME,
    threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class WatchMojo extends SessionMojo {

  @Inject
  WatchMojo(ReactorReader reader, SettingsDecrypter decrypter) {
    super(reader, decrypter);
  }

  @Override
  void session(RunDevMode develop) {
    develop.watch();
  }
}
