package dev.innerloop.mojo;

import dev.innerloop.loop.Develop;
import dev.innerloop.loop.request.DebugSettings;
import dev.innerloop.mojo.setting.Choices;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.maven.ReactorReader;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Does what {@code dev:watch} does, with a local port for a debugger for each replica. A debugger
 * stays attached while methods are redefined, and finds a JVM that was started anew at the same
 * port. {@code dev:watch} ends it.
 */
@Mojo(
    name = "debug",
    requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME,
    threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class DebugMojo extends SessionMojo<DebugMojo> {

  /**
   * The port of this machine at which the first replica is debugged, the others at those after it;
   * an error if it is taken. Without it: 5005, else the next free one.
   */
  @Parameter(property = "dev.debugPort")
  private @Nullable String debugPort;

  /** Whether each JVM waits for a debugger before it runs the app. */
  @Parameter(property = "dev.suspend", defaultValue = "false")
  private boolean suspend;

  @Inject
  DebugMojo(ReactorReader reader, SettingsDecrypter decrypter) {
    super(reader, decrypter);
  }

  @Override
  DebugMojo self() {
    return this;
  }

  @Override
  void session(Develop develop) {
    develop.watch();
  }

  @Override
  Optional<DebugSettings> debugSettings() {
    if (detaches()) {
      throw new Problem(
          "dev.detach ends the session, and with it the ports that a debugger needs.",
          "Leave -Ddev.detach out.");
    }
    return Optional.of(
        new DebugSettings(
            debugPort == null ? null : Choices.number("dev.debugPort", debugPort, 1, 65_535, 5005),
            suspend));
  }
}
