package dev.innerloop.mojo;

import dev.innerloop.mojo.parameter.ParameterParser;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.maven.ReactorReader;
import dev.innerloop.request.DebugSettings;
import dev.innerloop.usecase.RunDevMode;
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
 * Like {@code dev:watch}, with a local debug port for each replica. A debugger stays attached while
 * classes are redefined, and can attach to the same port again after a new JVM has started. When
 * the session ends, the app restarts without a debugger.
 */
@Mojo(
    name = "debug",
    requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME,
    threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class DebugMojo extends SessionMojo {

  /**
   * Local debug port of the first replica; further replicas use the following ports. The goal fails
   * if the port is in use. Default: 5005, or else the next free port.
   */
  @Parameter(property = "dev.debugPort")
  private @Nullable String debugPort;

  /** Whether each JVM waits for a debugger to attach before it starts the app. */
  @Parameter(property = "dev.suspend", defaultValue = "false")
  private boolean suspend;

  @Inject
  DebugMojo(ReactorReader reader, SettingsDecrypter decrypter) {
    super(reader, decrypter);
  }

  @Override
  void session(RunDevMode develop) {
    develop.watch();
  }

  @Override
  Optional<DebugSettings> debugSettings() {
    if (detaches()) {
      throw new Problem(
          "dev.detach ends the session and closes the debug ports.",
          "Run again without -Ddev.detach.");
    }
    return Optional.of(
        new DebugSettings(
            debugPort == null
                ? null
                : ParameterParser.number("dev.debugPort", debugPort, 1, 65_535, 5005),
            suspend));
  }
}
